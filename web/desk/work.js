// The conversation in the middle: its transcript as it grows, and the ways to end it.
import { language, text } from "/web/shared/texts.js";
import { api } from "./api.js";

const DOUBTFUL = 0.7;

export class Work {
  constructor({ onTyping }) {
    this.list = document.getElementById("turns");
    this.entry = null;
    this.last = 0;
    let told = 0;
    document.getElementById("text").addEventListener("input", () => {
      if (Date.now() - told > 3000) {
        told = Date.now();
        onTyping();
      }
    });
  }

  async open(entry, company) {
    this.entry = entry;
    this.last = 0;
    this.list.replaceChildren();
    document.getElementById("headline").textContent = entry.who || text("unknown_customer");
    document.getElementById("subline").textContent = [
      text("answer_as", { company: entry.company_name }),
      entry.channel === "voice" ? text("spoken_aloud") : "",
    ].filter(Boolean).join(" · ");
    document.getElementById("conversation").style.setProperty("--company", entry.colour);
    document.getElementById("note").value = "";
    this.dispositions(company);
    await this.catchUp();
  }

  dispositions(company) {
    const choose = new Option(text("choose_disposition"), "");
    const options = (company?.dispositions ?? []).map(({ id, title }) => new Option(title[language()] ?? title, id));
    document.getElementById("disposition").replaceChildren(choose, ...options);
  }

  async catchUp() {
    const turns = await api("GET", `conversations/${this.entry.conversation}/turns?after=${this.last}`);
    for (const turn of turns) this.add(turn);
  }

  show(turn) {
    if (turn.n === this.last + 1) this.add(turn);
    else if (turn.n > this.last) this.catchUp();
  }

  hearing(words) {
    document.getElementById("hearing").textContent = words ? `… ${words}` : "";
  }

  add(turn) {
    if (turn.n <= this.last) return;
    this.last = turn.n;
    const label = document.createElement("span");
    label.className = "author";
    const at = new Date(turn.at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
    label.textContent = `${this.author(turn)} · ${at}`;
    const item = document.createElement("li");
    item.className = `turn ${turn.who}`;
    item.append(label, this.words(turn));
    if (turn.has_audio) item.append(this.player(turn));
    this.list.append(item);
    item.scrollIntoView({ block: "end" });
    if (turn.who === "customer") this.hearing("");
  }

  author(turn) {
    return turn.author || (turn.who === "customer" ? text("customer") : text(turn.who === "agent" ? "you" : turn.who));
  }

  // Words that the recogniser doubts are underlined; as written when there are none.
  words(turn) {
    const body = document.createElement("p");
    body.textContent = turn.text;
    const doubtful = (turn.words ?? []).filter((word) => word.confidence !== null && word.confidence < DOUBTFUL);
    if (!doubtful.length) return body;
    body.replaceChildren();
    for (const { word, confidence } of turn.words) {
      const shown = document.createElement(confidence < DOUBTFUL ? "mark" : "span");
      shown.textContent = word;
      if (confidence < DOUBTFUL) shown.title = `${Math.round(confidence * 100)} %`;
      body.append(shown, " ");
    }
    return body;
  }

  player(turn) {
    const player = document.createElement("audio");
    player.controls = true;
    player.preload = "none";
    player.src = `/api/desk/conversations/${this.entry.conversation}/turns/${turn.n}/audio`;
    return player;
  }
}
