// One customer's conversation as the page knows it: what was said, what is not yet acknowledged, who answers.
// No drawing here, so that it can be tested by itself.

export class ChatConversation {
  constructor({ id = null, turns = [], unsent = [] } = {}) {
    this.id = id;
    this.turns = turns;
    this.unsent = unsent;
    this.owner = { owner: "bot" };
  }

  get last() {
    return this.turns.length ? this.turns[this.turns.length - 1].n : 0;
  }

  welcome(message) {
    if (message.conversation !== this.id) {
      this.id = message.conversation;
      this.turns = [];
    }
    this.owner = { owner: message.owner, agent: message.agent };
  }

  // True when the turn is new here. A gap is filled by saying hello again: see `hasGap`.
  add(turn) {
    if (turn.n <= this.last) return false;
    this.hasGap = turn.n > this.last + 1;
    if (this.hasGap) return false;
    this.turns.push(turn);
    return true;
  }

  queue(text) {
    const message = { id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), text };
    this.unsent.push(message);
    return message;
  }

  acknowledged(id) {
    this.unsent = this.unsent.filter((message) => message.id !== id);
  }
}
