// Where she types: her answer, the note and the outcome, kept by conversation; Ctrl+Enter sends.
import { toast } from "./alerts.js";

const find = (id) => document.getElementById(id);

export class Composer {
  // `current()` is the id of the open conversation, or undefined.
  constructor({ current, drafts, outgoing, work }) {
    this.current = current;
    this.drafts = drafts;
    this.outgoing = outgoing;
    this.work = work;
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
      find("text").focus();
    });
    find("text").addEventListener("keydown", (event) => {
      if (!["Enter", "NumpadEnter"].includes(event.code) || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.say();
    });
    for (const name of ["text", "note", "disposition"]) {
      find(name).addEventListener("input", () => {
        find(name).removeAttribute("aria-invalid");
        if (this.current()) this.drafts.change(this.current(), { [name]: find(name).value });
      });
    }
  }

  say() {
    const conversation = this.current();
    const words = find("text").value.trim();
    if (!words || !conversation) return;
    this.write(conversation, "");
    this.work.showUnsent(this.outgoing.add(conversation, words));
  }

  // Suggested words: she may change them before they are sent.
  insert(words) {
    this.write(this.current(), [find("text").value.trim(), words].filter(Boolean).join(" "));
    find("text").focus();
  }

  // What the line refused stands in her field again.
  takeBack(message, error) {
    toast(error.message);
    this.work.takeBack(message);
    const { text: typed } = this.drafts.of(message.conversation);
    this.write(message.conversation, [message.text, typed].filter(Boolean).join("\n"));
  }

  write(conversation, words) {
    this.drafts.change(conversation, { text: words });
    if (conversation === this.current()) find("text").value = words;
  }
}
