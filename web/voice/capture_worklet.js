// Turns the microphone into frames of 20 ms: 16-bit PCM, mono, 16 kHz.

const SAMPLE_RATE_HZ = 16000;
const FRAME_SAMPLES = 320;

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frame = new Int16Array(FRAME_SAMPLES);
    this.filled = 0;
    this.due = 0;
    this.sum = 0;
    this.count = 0;
  }

  // At another rate each sample of ours is the mean of those of the microphone that fall into its time.
  process([input]) {
    for (const sample of input[0] ?? []) {
      this.sum += sample;
      this.count += 1;
      this.due += SAMPLE_RATE_HZ;
      if (this.due < sampleRate) continue;
      this.due -= sampleRate;
      this.push(this.sum / this.count);
      this.sum = 0;
      this.count = 0;
    }
    return true;
  }

  push(sample) {
    this.frame[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
    if (this.filled < FRAME_SAMPLES) return;
    this.port.postMessage(this.frame.buffer, [this.frame.buffer]);
    this.frame = new Int16Array(FRAME_SAMPLES);
    this.filled = 0;
  }
}

registerProcessor("capture", Capture);
