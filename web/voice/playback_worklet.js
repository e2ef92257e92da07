// Plays what the line says in order; tells when a mark has been reached; forgets everything on `clear`.

class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.at = 0;
    this.port.onmessage = ({ data }) => {
      if (data.clear) this.queue = this.queue.filter((part) => part.mark && this.tell(part.mark, false));
      else if (data.mark) this.queue.push({ mark: data.mark });
      else this.queue.push({ samples: new Int16Array(data.audio) });
      if (data.clear) this.at = 0;
    };
  }

  tell(mark, played = true) {
    this.port.postMessage({ mark, played });
    return false;
  }

  next() {
    while (this.queue.length) {
      const first = this.queue[0];
      if (first.mark) this.tell(first.mark);
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
