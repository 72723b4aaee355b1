// What the form says while it works, in the words that the page brought along.
export function word(name, facts = {}) {
  const text = document.querySelector(`[data-word="${name}"]`).textContent
  return text.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole)
}

export class Status {
  constructor(line) {
    this.line = line
  }

  say(name, facts = {}) {
    this.tell(word(name, facts), name === "received" ? "good" : "problem")
  }

  tell(sentence, className = "problem") {
    Object.assign(this.line, { hidden: false, className, textContent: sentence })
  }

  door(href) {
    this.say("signin")
    const door = Object.assign(document.createElement("a"), { href, target: "_blank" })
    door.textContent = word("door")
    this.line.append(" ", door)
  }
}
