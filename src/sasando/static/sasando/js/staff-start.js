// Starts what Wagtail starts by inline scripts, which our policy forbids (core/starts.py).
// Only these: whoever smuggled such a mark into a page could call nothing else.
const functions = [
  "createTaskChooser",
  "initDateChooser",
  "initDateTimeChooser",
  "initTimeChooser",
]
const choosers = [
  "Chooser",
  "DocumentChooser",
  "ImageChooser",
  "PageChooser",
  "SnippetChooser",
]

function start(name, id, options) {
  if (name === "InlinePanel") return new window.InlinePanel(options)
  if (choosers.includes(name)) return new window[name](id, options)
  if (functions.includes(name)) return window[name](id, options)
  return null
}

class Start extends window.StimulusModule.Controller {
  static values = { call: String, id: String, options: Object }

  connect() {
    start(this.callValue, this.idValue, this.optionsValue)
    // Once, like the script it stands for: a row that is moved connects again.
    this.element.remove()
  }
}

window.wagtail.app.register("sasando-start", Start)
