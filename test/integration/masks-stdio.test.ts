import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { policy } from '../../server/testing/policies';
import { bundleServer, StdioServer } from './lsp/stdio-server';

let bundle: Awaited<ReturnType<typeof bundleServer>>;
let server: StdioServer;
let folder: string;
let cache: string;

beforeAll(async () => {
  bundle = await bundleServer(true);
}, 60_000);
afterAll(() => bundle.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-project-'));
  cache = mkdtempSync(join(tmpdir(), 'recpolicy-cache-'));
  server = new StdioServer(bundle.script);
});
afterEach(() => {
  server.kill();
  for (const path of [folder, cache]) rmSync(path, { recursive: true, force: true });
});

const start = () =>
  server.initialize({
    rootUri: pathToFileURL(folder).href,
    initializationOptions: { cacheUri: pathToFileURL(cache).href },
  });
const uri = () => `${pathToFileURL(folder).href}/a.recpolicy.json`;
const masking = (...patterns: string[]) =>
  policy({ complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: patterns } });
const unsafe = () =>
  (server.published(uri())?.diagnostics ?? []).filter((d) => d.code === 'mask-unsafe-regex');

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The quick look finds that it is slow, not how slow. */
const CUBIC = 'x*x*x*y';

it('the worker makes a verdict better, and a restarted server has it from memory', async () => {
  await start();
  server.open(uri(), masking(CUBIC));
  await server.until(() => unsafe().some((d) => d.severity === 2), 'the warning of the worker');
  // Saved when the worker has had its last word.
  await expect
    .poll(() => readIfThere(join(cache, 'verdicts', 'mask-verdicts.json')), { timeout: 20_000 })
    .toContain(CUBIC);
  expect(await server.end()).toBe(0);
  server = new StdioServer(bundle.script);
  await start();
  server.open(uri(), masking(CUBIC));
  await server.until(() => unsafe().length > 0);
  // The first word is the last: nothing had to be worked out.
  const said = server.received
    .filter((m) => m.method === 'textDocument/publishDiagnostics')
    .flatMap((m) => (m.params as { diagnostics: { code: string; severity: number }[] }).diagnostics)
    .filter((d) => d.code === 'mask-unsafe-regex');
  expect(new Set(said.map((d) => d.severity))).toEqual(new Set([2]));
}, 60_000);

it('hovers are answered while adversarial patterns are worked out', async () => {
  await start();
  server.open(
    uri(),
    masking(
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '((a{1,100}){1,100}){1,100}b',
      `(${Array.from({ length: 60 }, (_, i) => `w${i}[a-z]*`).join('|')})+x`,
    ),
  );
  const hover = { textDocument: { uri: uri() }, position: { line: 1, character: 4 } };
  // The last word on all three needs more than these hovers do.
  for (let i = 0; i < 20; i++) expect(await server.request('textDocument/hover', hover)).not.toBeNull();
  await server.until(() => unsafe().length >= 2, 'the findings of the worker');
  expect(unsafe().map((d) => d.severity)).toContain(1);
}, 60_000);
