// A press on a picture writes its focal point into the two fields, and shows it.
for (const row of document.querySelectorAll("[data-focal]")) {
  const picture = row.querySelector("[data-focal-picture]")
  if (!picture) continue
  const point = row.querySelector("[data-focal-point]")
  const fields = ["x", "y"].map((axis) => row.querySelector(`[data-focus="${axis}"]`))

  const show = () => {
    const values = fields.map((field) => field.value)
    point.hidden = values.includes("")
    point.style.left = `${values[0]}%`
    point.style.top = `${values[1]}%`
  }

  row.querySelector("[data-focal-help]").hidden = false
  picture.classList.add("said-thumb--pressed")
  picture.addEventListener("click", ({ offsetX, offsetY }) => {
    const sizes = [picture.clientWidth, picture.clientHeight]
    fields.forEach((field, at) => {
      field.value = Math.round((100 * [offsetX, offsetY][at]) / sizes[at])
    })
    show()
  })
  for (const field of fields) field.addEventListener("input", show)
  show()
}
