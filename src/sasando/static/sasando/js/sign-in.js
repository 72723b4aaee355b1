// Shows what passkeys offer only where the device has them, and says when one fails.
const able = Boolean(window.PublicKeyCredential && navigator.credentials)

for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able
for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = able

document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]")
  if (!problem) return
  event.preventDefault()
  problem.hidden = false
  problem.focus()
})
