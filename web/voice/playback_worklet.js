// Plays what the line says in order; tells when a mark has been reached; forgets everything on `clear`.

class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.at = 0;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  // A part is `{samples}` or `{mark}`.
  take({ audio, mark, clear }) {
    if (clear) this.clear();
    else if (mark) this.queue.push({ mark });
    else this.queue.push({ samples: new Int16Array(audio) });
  }

  clear() {
    for (const part of this.queue) if (part.mark) this.port.postMessage({ mark: part.mark, played: false });
    this.queue = [];
    this.at = 0;
  }

  // The next sample, from -1 to 1; silence when there is nothing to say.
  next() {
    while (this.queue.length) {
      const first = this.queue[0];
      if (first.mark) this.port.postMessage({ mark: first.mark, played: true });
      else if (this.at < first.samples.length) return first.samples[this.at++] / 32768;
      this.queue.shift();
      this.at = 0;
    }
    return 0;
  }

  process(_, [output]) {
    for (let i = 0; i < output[0].length; i++) output[0][i] = this.next();
    return true;
  }
}

registerProcessor("playback", Playback);
