import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy, project } from './testing/harness';

let folder: string;
let cli: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-bundle-'));
  cli = join(folder, 'cli.js');
  await build({
    entryPoints: [fileURLToPath(new URL('./main.ts', import.meta.url))],
    outfile: cli,
    bundle: true,
    platform: 'node',
    conditions: ['node', 'browser'],
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Linux has a device on which every write fails as on a full disk.
describe.skipIf(!existsSync('/dev/full'))('output that cannot be written', () => {
  it.each([['validate'], ['validate --format json'], ['test'], ['--help'], ['plan --help']])(
    'is one line and exit code 2: recpolicy %s',
    (command) => {
      const cwd = project({ 'a.recpolicy.json': policy() });
      const full = openSync('/dev/full', 'w');
      try {
        const { status, stderr } = spawnSync(process.execPath, [cli, ...command.split(' ')], {
          cwd,
          stdio: ['ignore', full, 'pipe'],
          encoding: 'utf8',
        });
        expect(stderr).toMatch(/^recpolicy: the output cannot be written \(ENOSPC\)[^\n]*\n$/);
        expect(status).toBe(2);
      } finally {
        closeSync(full);
      }
    },
  );
});
