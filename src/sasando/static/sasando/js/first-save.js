// A press on a button waits for the autosave that is under way, and stops later ones:
// both would make a page of the same new text.
const autosaved = "form[data-controller~='w-autosave']"

function autosaveOf(form) {
  return window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave")
}

async function sendAfterwards(form, submitter, autosave) {
  while (autosave.submitPromise) await autosave.submitPromise
  // Wagtail greys the button meanwhile, and a grey button does not say its name.
  if (submitter) submitter.disabled = false
  form.requestSubmit(submitter)
}

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event
    const autosave = form.matches(autosaved) && autosaveOf(form)
    if (!autosave) return
    autosave.activeValue = false
    if (!autosave.submitPromise) return
    event.preventDefault()
    event.stopImmediatePropagation()
    sendAfterwards(form, submitter, autosave)
  },
  true,
)
