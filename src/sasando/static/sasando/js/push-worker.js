// Shows a notice that was pushed, and opens its page. It stores and fetches nothing.
self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {}
  const { title = "", body, tag, lang, url, leave, stop } = said
  const actions = leave && stop ? [{ action: "leave", title: stop }] : []
  const shown = { body, tag, lang, actions, data: { url, leave } }
  event.waitUntil(self.registration.showNotification(title, shown))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const { url, leave } = event.notification.data
  const there = event.action === "leave" ? leave : url
  if (there) event.waitUntil(self.clients.openWindow(there))
})
