// A voice call from the page: microphone to the line, the line's voice to the speaker.
import { LineSocket } from "/web/shared/line_socket.js";

const SAMPLE_RATE_HZ = 16000;
const REFUSALS = {
  NotAllowedError: "microphone_refused",
  SecurityError: "microphone_refused",
  NotFoundError: "microphone_missing",
  OverconstrainedError: "microphone_missing",
  NotReadableError: "microphone_busy",
  AbortError: "microphone_busy",
};

export class VoiceCall {
  // `handlers.onNotice(name, sentence)` is told a text of ours by its name, or a sentence of the line.
  constructor(company, handlers) {
    this.company = company;
    this.handlers = handlers;
    this.isAnswered = false;
    this.isOver = false;
  }

  // The caller may hang up at any moment, also while the browser still asks about the microphone.
  async start(language) {
    if (!window.isSecureContext || !navigator.mediaDevices) return this.fail("microphone_needs_https");
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      });
    } catch (error) {
      return this.fail(REFUSALS[error.name] ?? "microphone_missing");
    }
    if (this.isOver) return this.letGo();
    this.microphone.getTracks().forEach((track) => (track.onended = () => this.fail("microphone_missing")));
    try {
      await this.openSpeaker();
      await this.openMicrophone();
    } catch {
      return this.fail("voice_unavailable");
    }
    if (this.isOver) return this.letGo();
    this.connect(language);
  }

  connect(language) {
    this.socket = new LineSocket(`/ws/voice/${this.company}`, {
      onOpen: () => this.send({ type: "hello", language }),
      onMessage: (message) => this.handle(message),
      onAudio: (audio) => this.playback.port.postMessage({ audio }, [audio]),
      onLost: () => this.fail(this.isAnswered ? "call_cut" : "voice_unavailable"),
      comesBack: false,
    });
  }

  async openSpeaker() {
    this.speaker = new AudioContext({ sampleRate: SAMPLE_RATE_HZ });
    await this.speaker.resume();
    await this.speaker.audioWorklet.addModule("/web/voice/playback_worklet.js");
    this.playback = new AudioWorkletNode(this.speaker, "playback", { numberOfInputs: 0, outputChannelCount: [1] });
    this.playback.connect(this.speaker.destination);
    this.playback.port.onmessage = ({ data }) => data.played && this.send({ type: "played", name: data.mark });
  }

  // Some browsers connect a microphone only to a context of its own rate; the worklet then brings it to 16 kHz.
  async openMicrophone() {
    let source;
    try {
      source = this.speaker.createMediaStreamSource(this.microphone);
      this.ears = this.speaker;
    } catch {
      this.ears = new AudioContext();
      await this.ears.resume();
      source = this.ears.createMediaStreamSource(this.microphone);
    }
    await this.ears.audioWorklet.addModule("/web/voice/capture_worklet.js");
    this.capture = new AudioWorkletNode(this.ears, "capture", { numberOfOutputs: 0 });
    this.capture.port.onmessage = ({ data }) => this.isAnswered && this.socket?.sendAudio(data);
    source.connect(this.capture);
  }

  handle(message) {
    switch (message.type) {
      case "welcome":
        this.isAnswered = true;
        this.handlers.onWelcome(message);
        break;
      case "partial":
        this.handlers.onPartial(message.text);
        break;
      case "heard":
        this.handlers.onHeard(message);
        break;
      case "listening":
        this.handlers.onListening();
        break;
      case "turn":
        this.handlers.onTurn(message);
        break;
      case "mark":
        this.playback.port.postMessage({ mark: message.name });
        break;
      case "clear":
        this.playback.port.postMessage({ clear: true });
        break;
      case "owner":
        this.handlers.onOwner(message);
        break;
      case "typing":
        this.handlers.onTyping(message);
        break;
      case "language":
        this.handlers.onLanguage(message.language);
        break;
      case "error":
        this.lastError = message.sentence;
        this.handlers.onNotice(null, message.sentence);
        break;
      case "ended":
        this.end();
        break;
    }
  }

  send(message) {
    return this.socket?.send(message) ?? false;
  }

  hangUp() {
    this.send({ type: "hang_up" });
    this.end();
  }

  // A sentence of the line says more than ours.
  fail(name) {
    if (!this.isOver && !this.lastError) this.handlers.onNotice(name);
    this.end();
  }

  letGo() {
    this.socket?.close();
    for (const track of this.microphone?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    for (const context of new Set([this.speaker, this.ears])) {
      if (context && context.state !== "closed") context.close();
    }
  }

  end() {
    this.letGo();
    if (this.isOver) return;
    this.isOver = true;
    this.handlers.onEnd();
  }
}
