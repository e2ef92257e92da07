// What she has typed and not yet sent, by conversation: it survives a change of conversation, of language, and a reload.
import { keep, recall } from "/web/shared/kept.js";

const NAME = "desk_drafts";
const EMPTY = { text: "", note: "", disposition: "", changes: {} };

export class Drafts {
  constructor() {
    this.all = recall(NAME, {});
  }

  of(conversation) {
    return { ...EMPTY, ...this.all[conversation] };
  }

  change(conversation, changes) {
    this.all[conversation] = { ...this.of(conversation), ...changes };
    keep(NAME, this.all);
  }

  forget(conversation) {
    delete this.all[conversation];
    keep(NAME, this.all);
  }

  forgetAll() {
    this.all = {};
    keep(NAME, this.all);
  }
}
