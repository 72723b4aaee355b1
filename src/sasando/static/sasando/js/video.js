// A link to YouTube becomes its player once somebody presses it; until then, and
// without this file, it is a link and nothing of YouTube is loaded.
const PLAYER = "https://www.youtube-nocookie.com/embed/"

function player(link) {
  const frame = document.createElement("iframe")
  frame.src = `${PLAYER}${encodeURIComponent(link.dataset.video)}?autoplay=1`
  frame.title = link.dataset.title
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
  // The player refuses pages that do not say which site they are of.
  frame.referrerPolicy = "strict-origin-when-cross-origin"
  frame.className = "video__player"
  return frame
}

for (const link of document.querySelectorAll("[data-video]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const frame = player(link)
    link.replaceWith(frame)
    frame.focus()
  })
}
