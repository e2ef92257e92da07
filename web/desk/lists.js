// The left side: my conversations, and who waits, with the time they have waited. Items are changed in place, so that
// a click or the focus is never lost when something else changes.
import { text } from "/web/shared/texts.js";
import { changeItem, newItem, showDuration } from "./list_item.js";

const TARGET_S = 60;

export class Lists {
  constructor({ onAccept, onOpen }) {
    this.handlers = { onAccept, onOpen };
    this.clockSkewMs = 0;
    this.clear();
    setInterval(() => this.drawTimes(), 1000);
  }

  clear() {
    this.waiting = new Map();
    this.mine = new Map();
    this.unread = new Set();
    this.left = new Set();
    this.current = null;
    this.isKnown = false;
  }

  serverTime(at) {
    this.clockSkewMs = new Date(at) - Date.now();
  }

  // The entries that wait since the last time; none at the first.
  replace(waiting, mine) {
    const isNew = (entry) => this.isKnown && !this.waiting.has(entry.handoff);
    const news = waiting.filter(isNew);
    this.waiting = new Map(waiting.map((entry) => [entry.handoff, entry]));
    this.mine = new Map(mine.map((work) => [work.conversation, work]));
    this.isKnown = true;
    this.draw();
    return news;
  }

  // True when this one is new here. A more urgent one stands before the less urgent.
  waits(entry) {
    const isNew = !this.waiting.has(entry.handoff);
    const entries = [...this.waiting.values()].filter((one) => one.handoff !== entry.handoff);
    const before = isNew ? entries.findIndex((one) => one.priority < entry.priority) : [...this.waiting.keys()].indexOf(entry.handoff);
    entries.splice(before < 0 ? entries.length : before, 0, entry);
    this.waiting = new Map(entries.map((one) => [one.handoff, one]));
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
    for (const kept of [this.mine, this.unread, this.left]) kept.delete(conversation);
    this.draw();
  }

  present(conversation, isPresent) {
    if (isPresent) this.left.delete(conversation);
    else this.left.add(conversation);
    this.draw();
  }

  heardFrom(conversation) {
    this.unread.add(conversation);
    this.draw();
  }

  opened(conversation) {
    this.current = conversation;
    this.unread.delete(conversation);
    this.draw();
  }

  // The conversation `step` further in my list, going round.
  beside(step) {
    const works = [...this.mine.values()];
    const at = works.findIndex((work) => work.conversation === this.current);
    return works[(at < 0 && step < 0 ? 0 : at + step + works.length) % works.length];
  }

  draw() {
    fill("mine", [...this.mine.values()], "none_mine", { onOpen: (work) => this.handlers.onOpen(work) }, (work) => ({
      isUnread: this.unread.has(work.conversation),
      hasLeft: this.left.has(work.conversation),
      isCurrent: work.conversation === this.current,
    }));
    fill("waiting", [...this.waiting.values()], "nobody_waits", { onAccept: (entry) => this.handlers.onAccept(entry) });
    document.getElementById("waiting-count").textContent = this.waiting.size || "";
    const news = this.waiting.size + this.unread.size;
    document.title = `${news ? `(${news}) ` : ""}${text("desk_title")}`;
    this.drawTimes();
  }

  drawTimes() {
    for (const shown of document.querySelectorAll("time[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() + this.clockSkewMs - new Date(shown.dataset.since)) / 1000));
      shown.textContent = showDuration(seconds);
      shown.classList.toggle("late", shown.dataset.kind === "waits" && seconds > TARGET_S);
    }
  }
}

function fill(id, entries, emptyText, handlers, stateOf = () => ({})) {
  const list = document.getElementById(id);
  const shown = new Map([...list.children].map((item) => [item.dataset.handoff, item]));
  const wanted = new Set(entries.map((entry) => entry.handoff));
  const hadFocus = list.contains(document.activeElement);
  for (const [handoff, item] of shown) if (!wanted.has(handoff)) item.remove();
  entries.forEach((entry, at) => {
    const item = shown.get(entry.handoff) ?? newItem(handlers);
    changeItem(item, entry, stateOf(entry));
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  if (!entries.length) list.append(empty(emptyText));
  if (hadFocus && !list.contains(document.activeElement)) {
    (list.querySelector("button") ?? document.getElementById(`${id}-title`)).focus();
  }
}

function empty(name) {
  const item = document.createElement("li");
  item.className = "empty";
  item.textContent = text(name);
  return item;
}
