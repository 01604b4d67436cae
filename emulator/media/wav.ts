/** A mono 8-bit PCM WAV file at 8 kHz: a telephone's ringing tone, one second on, one second off. */
export function wavFile(seconds: number): Buffer {
  const rate = 8000;
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + samples);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate, 28); // bytes per second
  file.writeUInt16LE(1, 32); // bytes per sample
  file.writeUInt16LE(8, 34); // bits per sample
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples, 40);
  const silence = Buffer.alloc(rate, 128);
  const ring = Buffer.alloc(rate, tone);
  for (let at = 0; at < samples; at += rate) {
    (at % (2 * rate) === 0 ? ring : silence).copy(file, 44 + at, 0, Math.min(rate, samples - at));
  }
  return file;
}

/** 440 Hz and 480 Hz together, which at 8 kHz repeat after 200 samples. */
const tone = Buffer.from(
  Array.from({ length: 200 }, (_, i) => {
    const at = (2 * Math.PI * i) / 8000;
    return Math.round(128 + (Math.sin(440 * at) + Math.sin(480 * at)) * 30);
  }),
);
