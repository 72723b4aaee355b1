// Sends photos in pieces and goes on where the office says. Every failure is one of two:
// `Away` (no connection: try again) or `SignedOut` (sign in, then try again).
export class Away extends Error {}
export class SignedOut extends Error {}
export class Refused extends Error {}

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || ""
const WAIT = 60_000

export async function ask(address, body = null, method = "POST") {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), WAIT)
  const headers = {
    Accept: "application/json",
    "X-CSRFToken": token(),
    "X-Requested-With": "XMLHttpRequest",
  }
  if (body instanceof ArrayBuffer) headers["Content-Type"] = "application/octet-stream"
  let answer, facts
  try {
    answer = await fetch(address, { method, headers, body, redirect: "manual", signal: stop.signal })
    const isJson = (answer.headers.get("Content-Type") || "").includes("json")
    facts = isJson ? await answer.json() : null
  } catch {
    throw new Away()
  } finally {
    clearTimeout(timer)
  }
  if (answer.type === "opaqueredirect" || (answer.status === 403 && !facts)) throw new SignedOut()
  if (answer.status >= 500 && answer.status !== 507) throw new Away()
  if (!facts) throw new Refused("")
  return { ok: answer.ok, ...facts }
}

async function digest(bytes) {
  // Only where the page is secure; the length is compared in any case.
  if (!globalThis.crypto?.subtle) return ""
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

// Brings one photo over; returns "" or the sentence why it is not taken.
export async function sendPhoto(home, draft, row, { piece, told }) {
  const place = `${home}foto/${draft}/${row.key}/`
  const size = row.bytes.byteLength
  let now = await ask(`${place}mulai/?besar=${size}&nama=${encodeURIComponent(row.name)}`)
  if (!now.ok) return now.said
  const sum = await digest(row.bytes)
  // What the office sends back to an earlier place comes again, but not for ever.
  for (let back = 0; back < 5; ) {
    if (now.done) return now.said
    if (now.offset < size) {
      told(Math.floor((now.offset / size) * 100))
      const part = row.bytes.slice(now.offset, now.offset + piece)
      now = await ask(`${place}?mulai=${now.offset}`, part)
    } else {
      now = await ask(`${place}selesai/?sha256=${sum}`)
    }
    if (!now.ok) back += 1
    if (typeof now.offset !== "number") return now.said
  }
  return now.said
}

export const dropPhoto = (home, draft, key) =>
  ask(`${home}foto/${draft}/${key}/buang/`).catch(() => {})

// A photo as large as a page shows it: a tenth of the bytes. Its date is lost with it;
// the office asks for it afterwards.
export async function smaller(file, edge = 2048) {
  try {
    if (file.size < 600_000) return file
    const image = await createImageBitmap(file)
    const scale = Math.min(1, edge / Math.max(image.width, image.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))
    return drawn && drawn.size < file.size ? drawn : file
  } catch {
    return file
  }
}
