// Counts a text while it is typed, as its platform counts; the server counts again.
const lengths = {
  "code points": (text) => [...text].length,
  "utf-16": (text) => text.length,
  bytes: (text) => new TextEncoder().encode(text).length,
}
const written = new Intl.NumberFormat(document.documentElement.lang || "id")

function textOf(id) {
  const field = id && document.getElementById(id)
  // The server strips it, too.
  return field ? field.value.trim() : ""
}

function count(place) {
  const { count: own, otherwise, counting, most } = place.dataset
  const length = lengths[counting](textOf(own) || textOf(otherwise))
  const isOver = length > Number(most)
  place.querySelector("[data-length]").textContent = written.format(length)
  place.querySelector("[data-over]").hidden = !isOver
  place.classList.toggle("said-length--over", isOver)
}

const places = [...document.querySelectorAll("[data-count]")]
document.addEventListener("input", ({ target }) => {
  const asks = ({ dataset }) => [dataset.count, dataset.otherwise].includes(target.id)
  if (target.id) places.filter(asks).forEach(count)
})
