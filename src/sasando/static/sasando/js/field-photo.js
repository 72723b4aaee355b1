// One photo on the page: its picture, what is asked of it, and how to take it out.
const find = (name, root) => root.querySelector(`[data-field-${name}]`)
// What is asked only after a certain answer; without script all is asked.
const AFTER = { rights_by: "rights", consent_by: "consent", consent_on: "consent" }
const bare = (name) => name.replace(/^foto-\w+-/, "")

export function uuid() {
  // crypto.randomUUID is missing on http and on telephones before 2021.
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20)].join("-")
}

// What was answered about a photo, by the bare names of the questions.
export function answersOf(set) {
  const fields = [...set.querySelectorAll("[name]")]
  return Object.fromEntries(fields.map((one) => [bare(one.name), one.value]))
}

function askWhatMatters(set) {
  const answers = answersOf(set)
  for (const field of set.querySelectorAll("[name]")) {
    const before = AFTER[bare(field.name)]
    if (before) field.closest(".field").hidden = answers[before] !== "given"
  }
}

export function photoSet(template, row, answers = {}) {
  const set = template.content.cloneNode(true).firstElementChild
  set.dataset.key = row.key
  for (const part of set.querySelectorAll("[id], [for], [name], [aria-describedby]"))
    for (const { name, value } of [...part.attributes])
      part.setAttribute(name, value.replaceAll("foto-N", `foto-${row.key.slice(0, 8)}`))
  for (const field of set.querySelectorAll("[name]")) {
    const value = answers[bare(field.name)]
    if (field.type === "file") field.closest(".field").remove()
    else if (value !== undefined) field.value = value
  }
  askWhatMatters(set)
  set.addEventListener("change", () => askWhatMatters(set))
  find("name", set).textContent = row.name
  const src = URL.createObjectURL(new Blob([row.bytes]))
  Object.assign(find("look", set), { src, width: 160, hidden: false })
  return set
}

// The whole report as the plain form would send it, photos by their keys.
export function letterOf(form, words, sets) {
  const letter = new FormData()
  for (const name of ["key", ...words]) letter.append(name, form.elements[name].value)
  for (const [index, set] of sets.entries())
    for (const [name, value] of Object.entries({ ...answersOf(set), key: set.dataset.key }))
      letter.append(`foto-${index}-${name}`, value)
  return letter
}
