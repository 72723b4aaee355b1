// What a person typed stays as typed: the picker would rewrite what it cannot read, such
// as 31-02-2026, into some other day, and a wheel that turns over the field as well.
Object.assign(window.jQuery.fn.datetimepicker.defaults, {
  scrollInput: false,
  validateOnBlur: false,
})

// Moves the date picker into the screen: beside a field in a dialog it opens outside.
const EDGE = 4

function shift(start, size, room) {
  if (start < EDGE) return EDGE - start
  return Math.min(0, Math.max(EDGE - start, room - EDGE - start - size))
}

function place(picker) {
  picker.style.translate = "none"
  const { left, top, width, height } = picker.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const right = shift(left, width, clientWidth)
  picker.style.translate = `${right}px ${shift(top, height, clientHeight)}px`
}

// It grows after it has opened, when it fills in the hours and the weeks.
const grown = new ResizeObserver((all) => all.forEach(({ target }) => place(target)))

window.jQuery(document).on("open.xdsoft", ({ target }) => {
  place(target)
  grown.observe(target)
})
