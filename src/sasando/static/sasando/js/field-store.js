// Keeps one report on this telephone until the office has it: words in localStorage,
// photos in IndexedDB. Each person of the office has a place of their own.
const NAME = "lapangan"
const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function opened() {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "key" })
  return asked(request)
}

export class Store {
  constructor(user) {
    this.place = `${NAME}-${user}`
    this.user = user
    // In a private window nothing can be kept; then photos live as long as the page.
    this.photos = new Map()
    this.isWeak = false
  }

  words() {
    try {
      return JSON.parse(localStorage.getItem(this.place)) || {}
    } catch {
      return {}
    }
  }

  keep(words) {
    try {
      localStorage.setItem(this.place, JSON.stringify(words))
    } catch {
      this.isWeak = true
    }
  }

  async rows(mode, call) {
    const base = await opened()
    try {
      return await asked(call(base.transaction("photos", mode).objectStore("photos")))
    } finally {
      base.close()
    }
  }

  async load() {
    try {
      const rows = await this.rows("readonly", (photos) => photos.getAll())
      for (const row of rows) if (row.user === this.user) this.photos.set(row.key, row)
    } catch {
      this.isWeak = true
    }
    return [...this.photos.values()].sort((one, other) => one.at - other.at)
  }

  async add(row) {
    this.photos.set(row.key, row)
    try {
      // Bytes, not the file: Android forgets where a chosen file lay.
      await this.rows("readwrite", (photos) => photos.put(row))
    } catch {
      this.isWeak = true
    }
  }

  async remove(key) {
    this.photos.delete(key)
    await this.rows("readwrite", (photos) => photos.delete(key)).catch(() => {})
  }

  async clear() {
    for (const key of [...this.photos.keys()]) await this.remove(key)
    try {
      localStorage.removeItem(this.place)
    } catch {
      this.isWeak = true
    }
  }
}
