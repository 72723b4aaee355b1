// The form for the field: photos one by one, all kept on the telephone until received.
// Without this file it is a plain form that sends everything at once.
import { answersOf, letterOf, photoSet, uuid } from "./field-photo.js"
import { Status, word } from "./field-status.js"
import { Store } from "./field-store.js"
import { Away, SignedOut, ask, dropPhoto, sendPhoto, smaller } from "./field-send.js"

const WORDS = ["title", "text", "place", "people", "unit"]
const LONGEST_WAIT = 60_000
const find = (name, root = document) => root.querySelector(`[data-field-${name}]`)
const slow = () => /2g|3g/.test(navigator.connection?.effectiveType || "")

class Report {
  constructor(form) {
    Object.assign(this, { form, home: form.getAttribute("action") })
    this.store = new Store(form.dataset.user)
    this.list = find("photos", form)
    this.status = new Status(find("status", form))
    this.tries = 0
  }

  async start() {
    const { form } = this
    const kept = this.store.words()
    for (const blank of form.querySelectorAll("[data-field-blank]")) blank.remove()
    for (const part of form.querySelectorAll("[data-field-adding]")) part.hidden = false
    find("small", form).checked = slow()
    if (kept.key) this.put(kept)
    for (const row of await this.store.load()) {
      if (row.draft === form.elements.key.value) this.show(row, kept.photos?.[row.key])
      else await this.store.remove(row.key)
    }
    this.listen()
    if (kept.key) this.status.say("here")
    if (kept.sending) this.send()
  }

  put(kept) {
    for (const [name, value] of Object.entries(kept.fields || {}))
      if (this.form.elements[name]) this.form.elements[name].value = value
    this.form.elements.key.value = kept.key
  }

  listen() {
    const { form } = this
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.keep())
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.send()
    })
    form.querySelector("#foto-tambah").addEventListener("change", (event) => this.add(event.target))
    find("clear", form).addEventListener("click", () => this.throwAway())
    const again = () => this.store.words().sending && this.send()
    for (const name of ["online", "focus"]) addEventListener(name, again)
  }

  sets() {
    return [...this.form.querySelectorAll("[data-field-photo]")]
  }

  keep(more = {}) {
    const fields = Object.fromEntries(WORDS.map((name) => [name, this.form.elements[name].value]))
    const photos = Object.fromEntries(this.sets().map((set) => [set.dataset.key, answersOf(set)]))
    const { sending = false } = this.store.words()
    this.store.keep({ key: this.form.elements.key.value, fields, photos, sending, ...more })
    if (!this.isSending) this.status.say(this.store.isWeak ? "weak" : "here")
  }

  async add(input) {
    const files = [...input.files]
    const most = Number(this.form.dataset.most)
    for (const [number, file] of files.entries()) {
      if (this.sets().length >= most) return this.status.say("many", { most })
      const small = find("small", this.form).checked
      const bytes = await (small ? await smaller(file) : file).arrayBuffer()
      const draft = this.form.elements.key.value
      const facts = { draft, user: this.form.dataset.user, name: file.name, at: Date.now() + number }
      const row = { key: uuid(), bytes, ...facts }
      await this.store.add(row)
      this.show(row)
      this.keep()
    }
    input.value = ""
  }

  show(row, answers) {
    const set = photoSet(find("template", this.form), row, answers)
    find("remove", set).addEventListener("click", async () => {
      set.remove()
      await this.store.remove(row.key)
      this.keep()
      dropPhoto(this.home, row.draft, row.key)
    })
    this.list.append(set)
  }

  async send() {
    if (this.isSending) return
    this.isSending = true
    this.keep({ sending: true })
    try {
      await this.photos()
      this.status.say("text")
      const answer = await ask(this.home, letterOf(this.form, WORDS, this.sets()))
      if (answer.ok) {
        await this.store.clear()
        this.status.say("received")
        location.assign(answer.address)
        return
      }
      this.keep({ sending: false })
      this.status.tell(answer.said)
    } catch (error) {
      this.wait(error)
    } finally {
      this.isSending = false
    }
  }

  async photos() {
    const sets = this.sets()
    for (const [index, set] of sets.entries()) {
      const row = this.store.photos.get(set.dataset.key)
      if (!row) continue
      const facts = { number: index + 1, total: sets.length }
      const told = (percent) => this.status.say("photo", { ...facts, percent })
      const piece = Number(this.form.dataset.piece)
      find("wrong", set).textContent = await sendPhoto(this.home, row.draft, row, { piece, told })
      this.tries = 0
    }
  }

  wait(error) {
    if (error instanceof SignedOut) this.status.door(this.form.dataset.signIn)
    else if (error instanceof Away) {
      this.status.say("offline")
      this.tries += 1
      setTimeout(() => this.send(), Math.min(LONGEST_WAIT, 2000 * 2 ** this.tries))
    } else this.status.say("broken")
  }

  async throwAway() {
    if (!confirm(word("sure"))) return
    for (const set of this.sets()) dropPhoto(this.home, this.form.elements.key.value, set.dataset.key)
    await this.store.clear()
    location.assign(this.home)
  }
}

for (const form of document.querySelectorAll("[data-field]")) new Report(form).start()
