// Arrow keys go from line to line of Hari ini; Tab and Enter work without this.
const lines = [...document.querySelectorAll("[data-today-line]")]

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const here = lines.indexOf(document.activeElement)
  if (!step || here < 0) return
  const next = lines[here + step]
  if (!next) return
  event.preventDefault()
  next.focus()
})
