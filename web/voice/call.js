// A voice call from the page: microphone to the line, the line's voice to the speaker.
import { LineSocket } from "/web/shared/line_socket.js";
import { text } from "/web/shared/texts.js";

const SAMPLE_RATE_HZ = 16000;

export class VoiceCall {
  constructor(company, handlers) {
    this.company = company;
    this.handlers = handlers;
  }

  async start(language) {
    if (!navigator.mediaDevices) return this.fail("microphone_needs_https");
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      });
    } catch (error) {
      return this.fail(error.name === "NotFoundError" ? "microphone_missing" : "microphone_refused");
    }
    await this.openAudio();
    this.socket = new LineSocket(`/ws/voice/${this.company}`, {
      onOpen: () => this.send({ type: "hello", language }),
      onMessage: (message) => this.handle(message),
      onAudio: (audio) => this.playback.port.postMessage({ audio }, [audio]),
      onLost: () => this.end(),
      comesBack: false,
    });
  }

  async openAudio() {
    this.context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ });
    await this.context.audioWorklet.addModule("/web/voice/capture_worklet.js");
    await this.context.audioWorklet.addModule("/web/voice/playback_worklet.js");
    this.capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0 });
    this.playback = new AudioWorkletNode(this.context, "playback", { numberOfInputs: 0, outputChannelCount: [1] });
    this.playback.connect(this.context.destination);
    this.playback.port.onmessage = ({ data }) => data.played && this.send({ type: "played", name: data.mark });
    this.capture.port.onmessage = ({ data }) => this.isAnswered && this.socket.sendAudio(data);
    this.context.createMediaStreamSource(this.microphone).connect(this.capture);
  }

  handle(message) {
    switch (message.type) {
      case "welcome":
        this.isAnswered = true;
        this.handlers.onWelcome(message);
        this.handlers.onPartial("");
        break;
      case "partial":
        this.handlers.onPartial(message.text);
        break;
      case "turn":
        this.handlers.onPartial("");
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
      case "error":
        this.handlers.onNotice(message.sentence);
        break;
      case "ended":
        this.end();
        break;
    }
  }

  send(message) {
    return this.socket?.send(message);
  }

  say(words) {
    this.send({ type: "say", id: crypto.randomUUID?.(), text: words });
  }

  hangUp() {
    this.send({ type: "hang_up" });
    this.end();
  }

  fail(name) {
    this.handlers.onNotice(text(name));
    this.end();
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.socket?.close();
    for (const track of this.microphone?.getTracks() ?? []) track.stop();
    this.context?.close();
    this.handlers.onEnd();
  }
}
