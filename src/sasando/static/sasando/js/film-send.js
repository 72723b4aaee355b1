// Sends a film in pieces while somebody still writes, and goes on where the office says,
// after a break or the next day. Without this file the film goes up with the form.
import { Away, Refused, SignedOut, ask } from "./field-send.js"

const LONGEST_WAIT = 60_000
const pause = (time) => new Promise((done) => setTimeout(done, time))

class Film {
  constructor(box) {
    Object.assign(this, { box, input: box.querySelector("[data-film]") })
    this.key = box.querySelector("[data-film-key]")
    this.status = box.querySelector("[data-film-status]")
    this.form = box.closest("form")
    this.input.addEventListener("change", () => this.choose())
    this.form.addEventListener("submit", (event) => this.wait(event))
  }

  say(name, percent = "") {
    this.status.textContent = this.box.dataset[name].replace("{n}", percent)
  }

  async choose() {
    const [file] = this.input.files
    this.key.value = ""
    this.turn = Symbol(file?.name)
    if (!file) return
    const turn = this.turn
    this.isBusy = true
    const said = await this.bring(file, turn)
    if (turn !== this.turn) return
    this.isBusy = false
    if (said) {
      this.status.textContent = said
      this.input.value = ""
      this.isAsked = false
      return
    }
    this.say("saidHere")
    // Its bytes are there already.
    this.input.value = ""
    if (this.isAsked) this.form.requestSubmit(this.button)
  }

  // Returns "" or the sentence why the film is not taken.
  async bring(file, turn) {
    for (let tries = 0; turn === this.turn; tries += 1) {
      try {
        return await this.send(file, turn, () => (tries = 0))
      } catch (error) {
        if (error instanceof Refused) return error.message || this.box.dataset.saidAway
        if (!(error instanceof Away || error instanceof SignedOut)) throw error
        this.say(error instanceof SignedOut ? "saidDoor" : "saidAway")
        await pause(Math.min(LONGEST_WAIT, 1000 * 2 ** tries))
      }
    }
    return ""
  }

  async send(file, turn, moved) {
    const { begin } = this.box.dataset
    const about = new URLSearchParams({ besar: file.size, nama: file.name, ubah: file.lastModified })
    let now = await ask(`${begin}?${about}`)
    if (!now.ok) return now.said
    const { key } = now
    const home = begin.replace("mulai/", `${key}/`)
    const piece = Number(this.input.dataset.piece)
    while (turn === this.turn && now.offset < file.size) {
      this.say("saidGoing", Math.floor((now.offset / file.size) * 100))
      const part = await file.slice(now.offset, now.offset + piece).arrayBuffer()
      now = await ask(`${home}?mulai=${now.offset}`, part)
      if (typeof now.offset !== "number") return now.said
      moved()
    }
    now = await ask(`${home}selesai/`)
    if (now.done && !now.said) this.key.value = key
    return now.done ? now.said || "" : this.box.dataset.saidAway
  }

  wait(event) {
    if (!this.isBusy) return
    event.preventDefault()
    this.isAsked = true
    this.button = event.submitter
    this.say("saidWait")
  }
}

for (const box of document.querySelectorAll("[data-film-box]")) new Film(box)
