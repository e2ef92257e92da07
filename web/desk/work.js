// The conversation in the middle: its transcript as it grows, what is being heard, and the ways to end it.
import { paint } from "/web/shared/colours.js";
import { EndOfList } from "/web/shared/end_of_list.js";
import { bubbleOf, pendingBubble, settle } from "/web/shared/pending.js";
import { languageOf, showTime, text } from "/web/shared/texts.js";
import { api } from "./api.js";

const DOUBTFUL = 0.7;
const TELLS_TYPING_EVERY_MS = 3000;

export class Work {
  constructor({ onTyping, outgoing, drafts }) {
    this.list = document.getElementById("turns");
    this.end = new EndOfList(this.list);
    this.outgoing = outgoing;
    this.drafts = drafts;
    this.entry = null;
    this.last = 0;
    let toldAt = 0;
    document.getElementById("text").addEventListener("input", () => {
      if (Date.now() - toldAt < TELLS_TYPING_EVERY_MS) return;
      toldAt = Date.now();
      onTyping();
    });
  }

  async open(entry, company, hasLeft) {
    this.entry = entry;
    this.last = 0;
    this.list.replaceChildren();
    this.hearing("");
    this.heads(entry, company, hasLeft);
    this.end.follows = true;
    await this.catchUp();
    for (const message of this.outgoing.of(entry.conversation)) this.showUnsent(message);
  }

  heads(entry, company, hasLeft) {
    document.getElementById("headline").textContent = entry.who || text("unknown_customer");
    const subline = [
      text("answer_as", { company: company?.name ?? entry.company_name }),
      entry.language.toUpperCase(),
      entry.channel === "voice" ? text("spoken_aloud") : "",
    ];
    document.getElementById("subline").textContent = subline.filter(Boolean).join(" · ");
    paint(document.getElementById("conversation"), entry.colour);
    document.getElementById("text").lang = entry.language;
    this.showLeft(hasLeft);
    this.dispositions(company);
    for (const name of ["text", "note", "disposition"]) {
      document.getElementById(name).value = this.drafts.of(entry.conversation)[name];
    }
  }

  close() {
    this.entry = null;
    this.list.replaceChildren();
    this.hearing("");
    for (const name of ["headline", "subline"]) document.getElementById(name).textContent = "";
    for (const name of ["text", "note"]) document.getElementById(name).value = "";
  }

  dispositions(company) {
    const choose = new Option(text("choose_disposition"), "");
    const options = (company?.dispositions ?? []).map(({ id, title }) => new Option(title, id));
    document.getElementById("disposition").replaceChildren(choose, ...options);
  }

  showLeft(hasLeft) {
    document.getElementById("left").hidden = !hasLeft;
    document.getElementById("left").textContent = hasLeft ? text("customer_gone") : "";
  }

  // What a listener has heard already is not read out again to who uses a screen reader.
  async catchUp() {
    const entry = this.entry;
    this.list.setAttribute("aria-busy", "true");
    try {
      const turns = await api("GET", `conversations/${entry.conversation}/turns?after=${this.last}`);
      if (entry === this.entry) for (const turn of turns) this.add(turn);
    } finally {
      this.list.removeAttribute("aria-busy");
    }
  }

  // False when something before it is missing here.
  show(turn) {
    if (turn.n > this.last + 1) return false;
    this.add(turn);
    return true;
  }

  hearing(words) {
    document.getElementById("hearing").textContent = words ? `… ${words}` : "";
  }

  add(turn) {
    if (turn.n <= this.last) return;
    this.last = turn.n;
    const item = this.bubble(turn.who, `${this.author(turn)} · ${showTime(turn.at)}`, this.words(turn));
    item.dataset.turn = turn.n;
    if (turn.has_audio) item.append(this.player(turn));
    const sent = turn.who === "agent" ? bubbleOf(this.list, turn.n, turn.text) : null;
    if (sent) sent.replaceWith(item);
    else this.list.insertBefore(item, this.list.querySelector(".unsent"));
    if (turn.who === "customer") this.hearing("");
    this.end.follow();
  }

  bubble(who, label, body) {
    const author = document.createElement("span");
    author.className = "author";
    author.textContent = label;
    const item = document.createElement("li");
    item.className = `turn ${who}`;
    item.append(author, body);
    return item;
  }

  showUnsent(message) {
    if (message.conversation !== this.entry?.conversation || pendingBubble(this.list, message.id)) return;
    const body = document.createElement("p");
    body.lang = languageOf(message.text);
    body.textContent = message.text;
    const item = this.bubble("agent", text("you"), body);
    item.classList.add("unsent");
    item.dataset.id = message.id;
    item.dataset.words = message.text;
    this.list.append(item);
    this.end.goThere();
  }

  sent(message, n) {
    if (message.conversation === this.entry?.conversation) settle(this.list, message.id, n);
  }

  late(message) {
    const item = pendingBubble(this.list, message.id);
    if (item) item.querySelector(".author").textContent = text("not_sent");
  }

  takeBack(message) {
    pendingBubble(this.list, message.id)?.remove();
  }

  author(turn) {
    if (turn.who === "customer") return text("customer");
    if (turn.who === "agent") return turn.author || text("you");
    return text(turn.who === "bot" ? "desk_bot" : "system");
  }

  // Words that the recogniser doubts are underlined; as written when there are none.
  words(turn) {
    const body = document.createElement("p");
    body.lang = languageOf(turn.text);
    body.textContent = turn.text;
    const isDoubtful = (word) => word.confidence !== null && word.confidence < DOUBTFUL;
    if (!(turn.words ?? []).some(isDoubtful)) return body;
    body.replaceChildren();
    for (const word of turn.words) {
      const shown = document.createElement(isDoubtful(word) ? "mark" : "span");
      shown.textContent = word.word;
      if (isDoubtful(word)) shown.title = text("doubtful", { percent: Math.round(word.confidence * 100) });
      body.append(shown, " ");
    }
    return body;
  }

  player(turn) {
    const player = document.createElement("audio");
    player.controls = true;
    player.preload = "none";
    player.setAttribute("aria-label", text("listen"));
    player.src = `/api/desk/conversations/${this.entry.conversation}/turns/${turn.n}/audio`;
    return player;
  }
}
