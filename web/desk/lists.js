// The left side: my conversations, and who waits, with the time they have waited.
import { has, text } from "/web/shared/texts.js";

const TARGET_S = 60;

export class Lists {
  constructor({ onAccept, onOpen }) {
    this.handlers = { onAccept, onOpen };
    this.waiting = new Map();
    this.mine = new Map();
    this.unread = new Set();
    this.clockSkewMs = 0;
    this.current = null;
    setInterval(() => this.drawTimes(), 1000);
  }

  serverTime(at) {
    this.clockSkewMs = new Date(at) - Date.now();
  }

  replace(waiting, mine) {
    this.waiting = new Map(waiting.map((entry) => [entry.handoff, entry]));
    this.mine = new Map(mine.map((work) => [work.conversation, work]));
    this.draw();
  }

  // True when this one is new here.
  waits(entry) {
    const isNew = !this.waiting.has(entry.handoff);
    this.waiting.set(entry.handoff, entry);
    this.draw();
    return isNew;
  }

  gone(handoff) {
    this.waiting.delete(handoff);
    this.draw();
  }

  isMine(work) {
    this.waiting.delete(work.handoff);
    this.mine.set(work.conversation, work);
    this.draw();
  }

  finished(conversation) {
    this.mine.delete(conversation);
    this.draw();
  }

  present(conversation, isPresent) {
    const work = this.mine.get(conversation);
    if (work) work.present = isPresent;
    this.draw();
  }

  heardFrom(conversation, isUnread) {
    if (!isUnread) return;
    this.unread.add(conversation);
    this.draw();
  }

  opened(conversation) {
    this.current = conversation;
    this.unread.delete(conversation);
    this.draw();
  }

  draw() {
    const mine = document.getElementById("mine");
    mine.replaceChildren(...[...this.mine.values()].map((work) => this.workItem(work)));
    if (!this.mine.size) mine.append(this.empty("none_mine"));
    const waiting = document.getElementById("waiting");
    waiting.replaceChildren(...[...this.waiting.values()].map((entry) => this.entryItem(entry)));
    if (!this.waiting.size) waiting.append(this.empty("nobody_waits"));
    document.getElementById("waiting-count").textContent = this.waiting.size || "";
    document.title = `${this.waiting.size ? `(${this.waiting.size}) ` : ""}${text("desk_title")}`;
    this.drawTimes();
  }

  drawTimes() {
    for (const shown of document.querySelectorAll("time[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() + this.clockSkewMs - new Date(shown.dataset.since)) / 1000));
      shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      shown.classList.toggle("late", seconds > TARGET_S);
    }
  }

  empty(name) {
    const item = document.createElement("li");
    item.className = "empty";
    item.textContent = text(name);
    return item;
  }

  workItem(work) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...this.card(work));
    button.addEventListener("click", () => this.handlers.onOpen(work));
    button.classList.toggle("unread", this.unread.has(work.conversation));
    if (work.conversation === this.current) button.setAttribute("aria-current", "true");
    return this.item(work, button);
  }

  entryItem(entry) {
    const accept = document.createElement("button");
    accept.type = "button";
    accept.className = "main accept";
    accept.textContent = text("accept");
    accept.addEventListener("click", () => this.handlers.onAccept(entry));
    return this.item(entry, ...this.card(entry), accept);
  }

  item(entry, ...parts) {
    const item = document.createElement("li");
    item.style.setProperty("--company", entry.colour);
    item.dataset.handoff = entry.handoff;
    item.append(...parts);
    return item;
  }

  card(entry) {
    const who = element("strong", entry.who || text("unknown_customer"));
    const since = element("time", "");
    since.dataset.since = entry.queued_at;
    const reason = has(`reason_${entry.reason}`) ? text(`reason_${entry.reason}`) : entry.reason;
    const channel = has(`channel_${entry.channel}`) ? text(`channel_${entry.channel}`) : entry.channel;
    return [
      element("span", "", "line", who, since),
      element("span", `${entry.company_name} · ${channel} · ${entry.language.toUpperCase()} · ${reason}`, "facts"),
      element("span", entry.briefing, "briefing"),
    ];
  }
}

function element(name, words, className, ...children) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  if (className) made.className = className;
  made.append(...children);
  return made;
}
