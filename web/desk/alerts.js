// What calls an agent who looks elsewhere: a sentence in the corner and a sound.
import { prefer, preference } from "/web/shared/kept.js";

const SHOWN_MS = 8000;
const toastPlace = document.getElementById("toast");
let hiding;

export function toast(sentence) {
  toastPlace.textContent = sentence;
  toastPlace.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (toastPlace.hidden = true), SHOWN_MS);
}

// A browser lets a page sound only after somebody has used it, so the sound is opened at the first click or key.
export class Bell {
  constructor(button) {
    this.isOn = preference("desk_sound", "on") === "on";
    this.button = button;
    this.show();
    button.addEventListener("click", () => {
      this.isOn = !this.isOn;
      prefer("desk_sound", this.isOn ? "on" : "off");
      this.show();
      if (this.isOn) this.ring();
    });
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => this.open(), { once: true });
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.isOn));
  }

  open() {
    this.context ??= new AudioContext();
  }

  ring() {
    if (!this.isOn || this.context?.state !== "running") return;
    const tone = new OscillatorNode(this.context, { frequency: 660 });
    const volume = new GainNode(this.context, { gain: 0.08 });
    tone.connect(volume).connect(this.context.destination);
    tone.start();
    tone.stop(this.context.currentTime + 0.18);
    document.documentElement.dataset.rung = Number(document.documentElement.dataset.rung ?? 0) + 1;
  }
}
