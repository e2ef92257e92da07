// A WebSocket that comes back by itself after a cut: JSON messages with a `type`, and binary audio.

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 7000;
const OPENS_WITHIN_MS = 10000;
const BEATS_EVERY_MS = 20000;

export class LineSocket {
  // `onOpen` says hello each time; `onLost` is told the close code when the line is gone, before a new try is set.
  // `heartbeat` is a message that the line answers: on a line that stays silent after it the socket is given up.
  constructor(path, { onOpen, onMessage, onAudio = () => {}, onLost = () => {}, comesBack = true, heartbeat = null }) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.handlers = { onOpen, onMessage, onAudio, onLost };
    this.comesBack = comesBack;
    this.heartbeat = heartbeat;
    this.pause = FIRST_PAUSE_MS;
    this.ending = new AbortController();
    this.watchTheBrowser(this.ending.signal);
    this.connect();
  }

  // A line on this computer answers without any network, so being offline is a reason to try, not to wait.
  watchTheBrowser(signal) {
    addEventListener("offline", () => this.drop(), { signal });
    addEventListener("online", () => this.tryNow(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && this.tryNow(), { signal });
    if (this.heartbeat) this.beating = setInterval(() => this.beat(), BEATS_EVERY_MS);
  }

  connect() {
    clearTimeout(this.timer);
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.isWaiting = false;
    socket.binaryType = "arraybuffer";
    this.timer = setTimeout(() => this.drop(), OPENS_WITHIN_MS);
    socket.onopen = () => {
      clearTimeout(this.timer);
      this.pause = FIRST_PAUSE_MS;
      this.hasAnswered = true;
      this.handlers.onOpen();
    };
    socket.onmessage = ({ data }) => {
      this.hasAnswered = true;
      if (typeof data === "string") this.handlers.onMessage(JSON.parse(data));
      else this.handlers.onAudio(data);
    };
    socket.onclose = ({ code }) => this.lost(code);
  }

  lost(code) {
    clearTimeout(this.timer);
    this.isWaiting = true;
    this.handlers.onLost(code);
    if (!this.comesBack) return;
    this.timer = setTimeout(() => this.connect(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  // Gives up a socket that may never notice that its other end is gone.
  drop() {
    if (this.isWaiting || !this.comesBack) return;
    this.leave();
    this.lost(1006);
  }

  tryNow() {
    if (this.isWaiting && this.comesBack) this.connect();
  }

  beat() {
    if (!this.isOpen) return;
    if (!this.hasAnswered) return this.drop();
    this.hasAnswered = false;
    this.send(this.heartbeat);
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
    return this.isOpen;
  }

  sendAudio(frame) {
    if (this.isOpen) this.socket.send(frame);
  }

  leave() {
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }

  close() {
    this.comesBack = false;
    this.ending.abort();
    clearTimeout(this.timer);
    clearInterval(this.beating);
    this.leave();
  }
}
