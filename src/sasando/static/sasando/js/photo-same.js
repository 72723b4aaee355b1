// Sends what is the same for all pictures with each file, or to those uploaded before.
const same = document.querySelector("[data-photo-same]")
const list = document.querySelector("#upload-list")
const keyOf = (form) => (form.getAttribute("action").match(/multiple\/(\d+)\//) || [])[1]

// Wagtail sends the fields of the form around the file input; ours stand above it.
const upload = document.querySelector("#fileupload").form
const mirror = document.createElement("div")
mirror.hidden = true
upload.append(mirror)

function copy() {
  mirror.replaceChildren()
  for (const [name, value] of new FormData(same)) {
    if (name === "csrfmiddlewaretoken") continue
    const input = document.createElement("input")
    Object.assign(input, { type: "hidden", name, value })
    mirror.append(input)
  }
}

// Else the next press of "Update" would put the old words back.
function show(form, facts) {
  for (const [name, value] of Object.entries(facts)) {
    const input = form.querySelector(`[name$="-${name}"]`)
    if (input) input.value = value
  }
}

same.addEventListener("input", copy)
same.addEventListener("change", copy)
upload.addEventListener("wagtail:images-upload", copy)
same.addEventListener("submit", async (event) => {
  event.preventDefault()
  const forms = [...list.querySelectorAll("form")].filter(keyOf)
  const body = new FormData(same)
  for (const form of forms) body.append("picture", keyOf(form))
  const said = same.querySelector("[data-photo-said]")
  const answer = await fetch(same.getAttribute("action"), { method: "POST", body })
  const { said: sentence, facts } = await answer.json()
  said.textContent = sentence
  if (facts) for (const form of forms) show(form, facts)
})
copy()
