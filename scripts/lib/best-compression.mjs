// Preloaded by vsce, which has no option for it: its zip library (yazl) packs as small as the format allows.
import Module from 'node:module';
import zlib from 'node:zlib';

const level = zlib.constants.Z_BEST_COMPRESSION;
const best = {
  ...zlib,
  DeflateRaw: class extends zlib.DeflateRaw {
    constructor() {
      super({ level });
    }
  },
  deflateRaw: (buffer, done) => zlib.deflateRaw(buffer, { level }, done),
};

const load = Module._load;
Module._load = function (name, parent, ...rest) {
  if (name === 'zlib' && /[\\/]yazl[\\/]/.test(parent?.filename ?? '')) return best;
  return load.call(this, name, parent, ...rest);
};
