// The list of what was said: one bubble a turn, buttons under the bot's last one, and what is not yet acknowledged.
import { EndOfList } from "/web/shared/end_of_list.js";
import { bubbleOf, pendingBubble, settle } from "/web/shared/pending.js";
import { languageOf, showTime, text } from "/web/shared/texts.js";

const LATE_MS = 2500;

export class TurnList {
  constructor(list, { onButton, newest }) {
    this.list = list;
    this.onButton = onButton;
    this.newest = newest;
    this.end = new EndOfList(list);
    list.addEventListener("scroll", () => this.showNewest(), { passive: true });
    newest.addEventListener("click", () => this.end.goThere());
  }

  show(turn) {
    this.removeButtons();
    const key = `${turn.isSpoken ? "voice" : ""}${turn.n}`;
    const item = this.bubble(turn.who, turn.text, turn);
    item.dataset.turn = key;
    if (turn.author) item.dataset.author = turn.author;
    if (turn.isSpoken) item.classList.add("spoken");
    const sent = turn.who === "customer" ? bubbleOf(this.list, key, turn.text) : null;
    if (sent) sent.replaceWith(item);
    else this.list.insertBefore(item, this.list.querySelector(".unsent"));
    this.join(item);
    if (turn.buttons?.length) this.showButtons(turn.buttons);
    this.grown();
  }

  // Bubbles of one speaker in one minute carry one label.
  join(item) {
    const before = item.previousElementSibling;
    if (!before?.dataset.turn || before.className !== item.className) return;
    const label = (one) => one.querySelector(".author").textContent;
    item.querySelector(".author").classList.toggle("hidden", label(before) === label(item));
  }

  // A message of ours on its way: it says so only when that takes long.
  showUnsent(message) {
    if (pendingBubble(this.list, message.id)) return;
    this.removeButtons();
    const item = this.bubble("customer", message.text, { who: "customer" });
    item.classList.add("unsent");
    item.dataset.id = message.id;
    item.dataset.words = message.text;
    this.list.append(item);
    this.end.goThere();
    setTimeout(() => this.markLate(item), LATE_MS);
  }

  markLate(item) {
    if (!item.isConnected || item.dataset.n || item.matches(".refused")) return;
    item.classList.add("late");
    item.querySelector(".author").textContent = text("not_sent");
    this.end.follow();
  }

  allUnsentAreLate() {
    for (const item of this.list.querySelectorAll(".unsent")) this.markLate(item);
  }

  acknowledged(id, n) {
    settle(this.list, id, n);
  }

  refused(id) {
    const item = pendingBubble(this.list, id);
    if (!item) return;
    item.classList.remove("unsent", "late");
    item.classList.add("refused");
    item.querySelector(".author").textContent = text("refused");
  }

  // What was said before stays to be read.
  beginAnother() {
    this.removeButtons();
    for (const item of this.list.querySelectorAll("[data-turn]")) delete item.dataset.turn;
    if (!this.list.querySelector(".turn:not(.unsent)")) return;
    const divider = document.createElement("li");
    divider.className = "divider";
    divider.textContent = text("new_conversation");
    this.list.insertBefore(divider, this.list.querySelector(".unsent"));
  }

  relabel() {
    for (const item of this.list.querySelectorAll(".turn")) {
      const label = item.querySelector(".author");
      if (item.matches(".refused")) label.textContent = text("refused");
      else if (item.matches(".late")) label.textContent = text("not_sent");
      else label.textContent = this.label({ ...item.dataset });
    }
    for (const divider of this.list.querySelectorAll(".divider")) divider.textContent = text("new_conversation");
  }

  label({ who, author, at }) {
    const name = author || (who === "customer" ? text("you") : who === "agent" ? text("a_person") : text(who));
    return at ? `${name} · ${showTime(at)}` : name;
  }

  bubble(who, words, { author, at }) {
    const item = document.createElement("li");
    item.className = `turn ${who}`;
    item.dataset.who = who;
    if (at) item.dataset.at = at;
    const label = document.createElement("span");
    label.className = "author";
    label.textContent = this.label({ who, author, at });
    const body = document.createElement("p");
    body.lang = languageOf(words);
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
      button.lang = languageOf(title);
      button.textContent = title;
      button.addEventListener("click", () => {
        this.removeButtons();
        this.onButton(payload);
      });
      item.append(button);
    }
    this.list.append(item);
  }

  removeButtons() {
    this.list.querySelector(".buttons")?.remove();
  }

  grown() {
    this.end.follow();
    this.showNewest();
  }

  showNewest() {
    this.newest.hidden = this.end.follows;
  }
}
