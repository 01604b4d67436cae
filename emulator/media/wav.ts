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
  for (let i = 0; i < samples; i++) {
    const on = Math.floor(i / rate) % 2 === 0;
    const tone = on ? Math.sin((2 * Math.PI * 440 * i) / rate) + Math.sin((2 * Math.PI * 480 * i) / rate) : 0;
    file[44 + i] = Math.round(128 + tone * 30);
  }
  return file;
}
