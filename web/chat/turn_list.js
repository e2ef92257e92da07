// The list of what was said: one bubble a turn, buttons under the bot's last one, and what is not yet acknowledged.
import { language, text } from "/web/shared/texts.js";

export class TurnList {
  constructor(list, { onButton }) {
    this.list = list;
    this.onButton = onButton;
  }

  clear() {
    this.list.replaceChildren();
  }

  show(turn) {
    this.removeButtons();
    const item = this.bubble(turn.who, turn.text, this.author(turn), turn.at);
    item.dataset.who = turn.who;
    if (turn.voice) item.classList.add("spoken");
    this.list.insertBefore(item, this.list.querySelector(".unsent"));
    if (turn.buttons?.length) this.showButtons(turn.buttons);
    item.scrollIntoView({ block: "end" });
  }

  showUnsent(message) {
    if (this.unsent(message.id)) return;
    const item = this.bubble("customer", message.text, text("not_sent"));
    item.classList.add("unsent");
    item.dataset.id = message.id;
    this.list.append(item);
    item.scrollIntoView({ block: "end" });
  }

  acknowledged(id) {
    this.unsent(id)?.remove();
  }

  unsent(id) {
    return this.list.querySelector(`.unsent[data-id="${CSS.escape(id)}"]`);
  }

  relabel() {
    for (const item of this.list.querySelectorAll("[data-who]")) {
      const label = item.querySelector(".author");
      if (label && !item.dataset.author) label.firstChild.textContent = this.author({ who: item.dataset.who });
    }
  }

  author({ who, author }) {
    if (author) return author;
    return who === "customer" ? text("you") : who === "agent" ? text("a_person") : text(who);
  }

  bubble(who, words, author, at) {
    const item = document.createElement("li");
    item.className = `turn ${who}`;
    const label = document.createElement("span");
    label.className = "author";
    label.append(author);
    if (at) label.append(` · ${new Date(at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" })}`);
    const body = document.createElement("p");
    body.textContent = words;
    item.append(label, body);
    return item;
  }

  showButtons(buttons) {
    const item = document.createElement("li");
    item.className = "buttons";
    for (const { title, payload } of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => {
        this.removeButtons();
        this.onButton(payload);
      });
      item.append(button);
    }
    this.list.append(item);
    item.scrollIntoView({ block: "end" });
  }

  removeButtons() {
    this.list.querySelector(".buttons")?.remove();
  }
}
