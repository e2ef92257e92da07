// One customer's conversation as the page knows it: how far it has been shown, what is not yet acknowledged, who answers.
// No drawing here, so that it can be tested by itself.
import { newId } from "/web/shared/ids.js";

export class ChatConversation {
  // `keepUnsent` is given the unsent messages whenever they change, to keep them over a reload.
  constructor({ unsent = [], keepUnsent = () => {} } = {}) {
    this.id = null;
    this.last = 0;
    this.unsent = unsent;
    this.keepUnsent = keepUnsent;
    this.owner = { owner: "bot" };
  }

  // True when the line goes on with another conversation than the one shown.
  welcome(message) {
    const isAnother = message.conversation !== this.id;
    if (isAnother) this.last = 0;
    this.id = message.conversation;
    if (isAnother || message.owner !== this.owner.owner) this.owner = { owner: message.owner, agent: message.agent };
    return isAnother;
  }

  // True when the turn is new here. After a gap the page says hello again and gets what is missing.
  add(turn) {
    this.hasGap = turn.n > this.last + 1;
    if (turn.n <= this.last || this.hasGap) return false;
    this.last = turn.n;
    if (turn.who === "agent") this.owner = { ...this.owner, agent: turn.author };
    return true;
  }

  // `type` is `say`, or `person` for the button that asks for one.
  queue(type, text) {
    const message = { id: newId(), type, text };
    this.change([...this.unsent, message]);
    return message;
  }

  // Acknowledged or refused: either way it is not sent again.
  settled(id) {
    this.change(this.unsent.filter((message) => message.id !== id));
  }

  change(unsent) {
    this.unsent = unsent;
    this.keepUnsent(unsent);
  }
}
