// Shows a field about the rights to a picture only when its answer is chosen. What has
// words in it stays: nothing that is stored is ever out of sight.
const GIVEN = ["given", "licence"]
const AGREED = ["given", "withdrawn"]
const NEEDS = {
  rights_by: ["rights", ["given"]],
  licence: ["rights", ["licence"]],
  licence_address: ["rights", ["licence"]],
  rights_start_on: ["rights", GIVEN],
  rights_end_on: ["rights", GIVEN],
  consent_by: ["consent", AGREED],
  consent_on: ["consent", AGREED],
  consent_note: ["consent", AGREED],
  withdrawn_on: ["consent", ["withdrawn"]],
}

function named(form, name) {
  return [...form.elements].find(
    (each) => each.name === name || each.name?.endsWith(`-${name}`),
  )
}

function fit(form) {
  if (!named(form, "licence_address")) return
  for (const [name, [asked, answers]] of Object.entries(NEEDS)) {
    const field = named(form, name)
    const choice = named(form, asked)
    const around = field?.closest("[data-field-wrapper]")
    if (around && choice) around.hidden = !answers.includes(choice.value) && !field.value
  }
}

document.addEventListener("change", ({ target }) => target.form && fit(target.form))

// Forms of pictures come later too: after an upload, and in the chooser.
new MutationObserver((all) => {
  for (const { addedNodes } of all)
    for (const node of addedNodes)
      if (node.nodeType === Node.ELEMENT_NODE)
        for (const form of [node.closest("form"), ...node.querySelectorAll("form")])
          if (form) fit(form)
}).observe(document.body, { childList: true, subtree: true })
for (const form of document.forms) fit(form)
