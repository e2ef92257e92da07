// A WebSocket that comes back by itself after a cut: JSON messages with a `type`, and binary audio.

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 7000;

export class LineSocket {
  // `onOpen` says hello each time; `onLost` is told when the line is gone and a new try has been set.
  constructor(path, { onOpen, onMessage, onAudio = () => {}, onLost = () => {}, comesBack = true }) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.handlers = { onOpen, onMessage, onAudio, onLost };
    this.comesBack = comesBack;
    this.pause = FIRST_PAUSE_MS;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => {
      this.pause = FIRST_PAUSE_MS;
      this.handlers.onOpen();
    };
    this.socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.handlers.onMessage(JSON.parse(data));
      else this.handlers.onAudio(data);
    };
    this.socket.onclose = () => {
      this.handlers.onLost();
      if (!this.comesBack) return;
      this.timer = setTimeout(() => this.connect(), this.pause * (0.75 + Math.random() / 2));
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    };
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

  close() {
    this.comesBack = false;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
