// A call beside the chat: what is being heard, hanging up, and its turns in the same list.
import { language, text } from "/web/shared/texts.js";
import { newId } from "/web/shared/ids.js";
import { VoiceCall } from "/web/voice/call.js";

const find = (id) => document.getElementById(id);

export class CallPanel {
  constructor({ turns, onOwner, onNotice, onTyping, onLanguage, onEnd }) {
    this.turns = turns;
    this.handlers = { onOwner, onNotice, onTyping, onLanguage, onEnd };
    this.call = null;
    this.state = "calling";
    find("hang-up").addEventListener("click", () => this.call?.hangUp());
  }

  get isOn() {
    return this.call !== null;
  }

  allow(mayCall) {
    this.mayCall = mayCall;
    find("talk").disabled = this.isOn || !mayCall;
  }

  async start(company) {
    this.owner = { owner: "bot" };
    this.call = new VoiceCall(company, {
      onWelcome: (message) => {
        this.owner = { owner: message.owner ?? "bot", agent: message.agent };
        this.show("speaking");
        this.handlers.onOwner();
      },
      onPartial: (words) => (words ? (find("hearing").textContent = words) : this.relabel()),
      onHeard: () => this.show("speaking"),
      onListening: () => this.show("listening"),
      onTurn: (turn) => this.turns.show({ ...turn, isSpoken: true }),
      onOwner: (owner) => {
        this.owner = owner;
        this.handlers.onOwner();
      },
      onTyping: this.handlers.onTyping,
      onLanguage: this.handlers.onLanguage,
      onNotice: this.handlers.onNotice,
      onEnd: () => this.ended(),
    });
    find("call").hidden = false;
    find("talk").disabled = true;
    this.show("calling");
    find("hang-up").focus();
    await this.call.start(language());
  }

  show(state) {
    this.state = state;
    this.relabel();
  }

  relabel() {
    find("hearing").textContent = text(this.state);
  }

  say(words) {
    const message = { id: newId(), text: words };
    this.turns.showUnsent(message);
    this.call.send({ type: "say", ...message });
  }

  askForPerson() {
    this.call.send({ type: "person", id: newId() });
  }

  send(message) {
    this.call?.send(message);
  }

  ended() {
    this.call = null;
    find("call").hidden = true;
    this.allow(this.mayCall);
    find("text").focus();
    this.handlers.onEnd();
  }
}
