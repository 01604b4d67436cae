import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsOf } from './texts';

const FILES = 1500;

describe('texts of very many files', () => {
  let folder: string;
  let paths: string[];
  let reader: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recpolicy-texts-'));
    paths = Array.from({ length: FILES }, (_, n) => join(folder, `${n}.recpolicy.json`));
    for (const [n, path] of paths.entries())
      writeFileSync(path, `{ "name": "Größe ${n} 🂡" }${' '.repeat(n)}`);
    writeFileSync(paths[3]!, '\uFEFF{}');
    writeFileSync(paths[4]!, '');
    writeFileSync(paths[5]!, Buffer.from([0x7b, 0xff, 0x7d]));
    reader = join(folder, 'reader.cjs');
    await build({
      entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
      outfile: reader,
      bundle: true,
      platform: 'node',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const all = (program: string) => {
    const texts = textsOf(paths, program);
    try {
      return paths.map((_, n) => texts.text(n));
    } finally {
      texts.dispose();
    }
  };
  const expected = () => paths.map((path) => readFileSync(path, 'utf8'));

  it('are those on disk, in order, whichever thread read them', () => {
    expect(all(reader)).toEqual(expected());
  });

  it('come out whole where the second thread fails at once', () => {
    const program = join(folder, 'fails.cjs');
    writeFileSync(program, 'throw new Error("no")');
    expect(all(program)).toEqual(expected());
  });

  it('come out whole where the second thread claims a batch and goes away', () => {
    const program = join(folder, 'leaves.cjs');
    writeFileSync(
      program,
      "const states = new Int32Array(require('node:worker_threads').workerData.states); Atomics.store(states, 7, 1);",
    );
    expect(all(program)).toEqual(expected());
  });

  it('tell the reason of the file system for a file that cannot be read', () => {
    const gone = join(folder, 'gone.recpolicy.json');
    writeFileSync(gone, '{}');
    const texts = textsOf([...paths, gone], reader);
    unlinkSync(gone);
    try {
      expect(() => texts.text(FILES)).toThrow(/ENOENT/);
      expect(texts.text(FILES - 1)).toBe(readFileSync(paths[FILES - 1]!, 'utf8'));
    } finally {
      texts.dispose();
    }
  });
});
