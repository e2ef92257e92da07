// What an agent has said and the line has not yet confirmed: sent in order, again after a cut, written once by its id.
import { newId } from "/web/shared/ids.js";
import { keep, recall } from "/web/shared/kept.js";
import { api } from "./api.js";

const NAME = "desk_outgoing";
const AGAIN_MS = 4000;

export class Outgoing {
  // `onSent(message, n)`, `onRefused(message, error)`, `onLate(message)` when it has to wait.
  constructor({ onSent, onRefused, onLate }) {
    this.handlers = { onSent, onRefused, onLate };
    this.messages = recall(NAME, []);
    this.isSending = false;
  }

  add(conversation, text) {
    const message = { id: newId(), conversation, text };
    this.keep([...this.messages, message]);
    this.send();
    return message;
  }

  of(conversation) {
    return this.messages.filter((message) => message.conversation === conversation);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending) return;
    this.isSending = true;
    while (this.messages.length && (await this.sendFirst()));
    this.isSending = false;
  }

  // True when the next one may follow.
  async sendFirst() {
    const message = this.messages[0];
    try {
      const { id, text } = message;
      const { n } = await api("POST", `conversations/${message.conversation}/say`, { id, text });
      this.drop(message);
      this.handlers.onSent(message, n);
      return true;
    } catch (error) {
      if (error.isPassing || error.status === 401) {
        this.handlers.onLate(message, error);
        if (error.isPassing) this.timer = setTimeout(() => this.send(), AGAIN_MS);
        return false;
      }
      this.drop(message);
      this.handlers.onRefused(message, error);
      return true;
    }
  }

  drop(sent) {
    this.keep(this.messages.filter((message) => message.id !== sent.id));
  }

  forgetAll() {
    clearTimeout(this.timer);
    this.keep([]);
  }

  keep(messages) {
    this.messages = messages;
    keep(NAME, messages);
  }
}
