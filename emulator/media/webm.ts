import { screenFrames } from './frames';

const width = 320;
const height = 180;

/** A WebM file (Matroska, VP8) of a desktop, one key frame a second, playable and seekable by browsers. */
export function webmFile(seconds: number): Buffer {
  const header = element(0x1a45dfa3, [
    uint(0x4286, 1),
    uint(0x42f7, 1),
    uint(0x42f2, 4),
    uint(0x42f3, 8),
    text(0x4282, 'webm'),
    uint(0x4287, 2),
    uint(0x4285, 2),
  ]);
  const info = element(0x1549a966, [
    uint(0x2ad7b1, 1_000_000), // one tick is a millisecond
    float(0x4489, seconds * 1000),
    text(0x4d80, 'recpolicy'),
    text(0x5741, 'recpolicy'),
  ]);
  const video = element(0xe0, [uint(0xb0, width), uint(0xba, height)]);
  const track = element(0xae, [uint(0xd7, 1), uint(0x73c5, 1), uint(0x83, 1), text(0x86, 'V_VP8'), video]);
  const clusters = Array.from({ length: seconds }, (_, second) => cluster(second));
  return Buffer.concat([header, element(0x18538067, [info, element(0x1654ae6b, [track]), ...clusters])]);
}

function cluster(second: number): Buffer {
  const frame = screenFrames[second % screenFrames.length]!;
  const block = Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), frame]); // track 1, at the cluster's time, key frame
  return element(0x1f43b675, [uint(0xe7, second * 1000), element(0xa3, [block])]);
}

function element(id: number, children: Buffer[]): Buffer {
  const content = Buffer.concat(children);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length) | (1n << 56n)); // eight-byte EBML size
  return Buffer.concat([minimal(id), size, content]);
}

function uint(id: number, value: number): Buffer {
  return element(id, [minimal(value)]);
}

function float(id: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeDoubleBE(value);
  return element(id, [data]);
}

function text(id: number, value: string): Buffer {
  return element(id, [Buffer.from(value, 'latin1')]);
}

/** Big-endian in as few bytes as it takes. */
function minimal(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}
