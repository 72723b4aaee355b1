// Drags a post to another day. Without this, the link “Move” on each leads to a form.
const form = document.querySelector("[data-drop]")
const days = [...document.querySelectorAll("[data-day]")]
const posts = [...document.querySelectorAll("[data-move]")]
let held = null

function mark(day) {
  days.forEach((one) => one.classList.toggle("post-over", one === day))
}

function drop(post, day) {
  const { move, asks } = post.dataset
  const { day: on } = day.dataset
  if (post.closest("[data-day]") === day) return
  if (asks !== undefined) {
    // An approval may be lost by it: the form says so first.
    const there = new URL(move, location.href)
    there.searchParams.set("hari", on)
    there.searchParams.set("kembali", form.kembali.value)
    location.assign(there)
    return
  }
  form.action = move
  form.hari.value = on
  form.submit()
}

if (form && days.length > 1) {
  for (const post of posts) {
    post.draggable = true
    post.addEventListener("dragstart", (event) => {
      held = post
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", post.innerText)
    })
    post.addEventListener("dragend", () => {
      held = null
      mark(null)
    })
  }
  for (const day of days) {
    day.addEventListener("dragover", (event) => {
      if (!held) return
      event.preventDefault()
      mark(day)
    })
    day.addEventListener("drop", (event) => {
      if (!held) return
      event.preventDefault()
      drop(held, day)
    })
  }
  const hint = document.querySelector("[data-drag-hint]")
  if (hint && posts.length) hint.hidden = false
}
