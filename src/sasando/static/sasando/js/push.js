// The button “notify me in this browser” on the page of subscriptions. Without this file,
// or in a browser that knows no push, the button is not there.
const box = document.querySelector("[data-push]")
const can = "serviceWorker" in navigator && "PushManager" in window

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0))

async function subscribed({ pushKey, pushWorker }) {
  const worker = await navigator.serviceWorker.register(pushWorker)
  const applicationServerKey = bytes(pushKey)
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
}

async function send(form, given) {
  const body = JSON.stringify({ given, mau: form.getAll("mau"), setuju: form.get("setuju") })
  const headers = { "Content-Type": "application/json" }
  const answer = await fetch(box.dataset.push, { method: "POST", headers, body })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json()
}

async function press() {
  const said = box.querySelector("[data-push-said]")
  const form = new FormData(box.closest("form"))
  if (!form.getAll("mau").length || !form.get("setuju")) {
    said.textContent = said.dataset.wish
    return
  }
  try {
    const { choose, words } = await send(form, await subscribed(box.dataset))
    const link = document.createElement("a")
    Object.assign(link, { href: choose, textContent: words })
    said.replaceChildren(said.dataset.yes, " ", link)
  } catch {
    said.textContent = said.dataset.no
  }
}

if (box && can) {
  box.hidden = false
  box.querySelector("button").addEventListener("click", press)
}
