// Keys for people who sit here all day: by the place of the key, so that the keyboard's layout does not matter.
import { prefer, preference } from "/web/shared/kept.js";
import { text } from "/web/shared/texts.js";

const KEYS = [
  { code: "KeyA", shown: "A", does: "accept" },
  { code: "KeyJ", shown: "J", does: "next" },
  { code: "KeyK", shown: "K", does: "previous" },
  { code: "KeyR", shown: "R", does: "reply" },
  { code: "KeyE", shown: "E", does: "finish" },
  { code: "KeyB", shown: "B", does: "return" },
  { code: "Slash", shift: true, shown: "?", does: "help" },
];
const IN_FIELDS = [
  { shown: "Ctrl+Enter", does: "send" },
  { shown: "Esc", does: "escape" },
];

export class Keys {
  // `actions` has a function for each name in KEYS but `help`.
  constructor(actions) {
    this.dialog = document.getElementById("keys");
    this.actions = { ...actions, help: () => this.show() };
    this.enabled = document.getElementById("keys-enabled");
    this.enabled.checked = preference("desk_keys", "on") === "on";
    this.enabled.addEventListener("change", () => prefer("desk_keys", this.enabled.checked ? "on" : "off"));
    document.getElementById("show-keys").addEventListener("click", () => this.show());
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.code === "Escape" && isField(event.target)) return document.getElementById("work").focus();
    if (!this.enabled.checked || this.dialog.open || isField(event.target)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || document.getElementById("desk").hidden) return;
    const key = KEYS.find(({ code, shift = false }) => code === event.code && shift === event.shiftKey);
    if (!key) return;
    event.preventDefault();
    this.actions[key.does]();
  }

  show() {
    document.getElementById("key-list").replaceChildren(...[...KEYS, ...IN_FIELDS].flatMap(line));
    this.dialog.showModal();
  }
}

function isField(element) {
  return element instanceof Element && element.matches("input, textarea, select");
}

function line({ shown, does }) {
  const name = document.createElement("dt");
  const key = document.createElement("kbd");
  key.textContent = shown;
  name.append(key);
  const meaning = document.createElement("dd");
  meaning.textContent = text(`key_${does}`);
  return [name, meaning];
}
