import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MaskService } from '../../../masks/service/service';
import { LocalProject } from '../../../org/adapters/local/local-project';
import { maskChecks } from '../../../org/adapters/local/mask-checks';
import { spawnMaskWorker } from '../../../org/adapters/node/mask-worker';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { policy, quickClock, rig, YES } from './kit';

/** Exponential, and longer than the quick look takes. */
const EXPONENTIAL = `(?:${'x'.repeat(1100)}|(\\d+-?)+)$`;
const SAFE = `(?:${'x'.repeat(1100)}|\\b\\d{16}\\b)$`;

let folder: string;
let masks: MaskService;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-masks-'));
  const bundle = join(folder, 'masks-worker.js');
  await build({
    entryPoints: ['server/masks/worker.ts'],
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['node:*'],
    outfile: bundle,
    logLevel: 'error',
  });
  masks = new MaskService({ startWorker: () => spawnMaskWorker(bundle) });
}, 60_000);
afterAll(() => {
  masks.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** An engine on the project as the editor and the command line make it, over texts that a test sets. */
async function deployWith(pattern: string) {
  const r = await rig();
  const texts = {
    'recpolicy.config.json': { environments: { test: { apiBaseUrl: r.org.url } } },
    'policies/a.recpolicy.json': policy({
      complianceSettings: {
        maskSensitiveData: true,
        allowedMaskPatterns: [pattern],
        requireAgentConsent: false,
      },
    }),
  };
  const documents = async () =>
    Object.entries(texts).map(([path, value]) => ({ path, text: JSON.stringify(value, null, 2) }));
  const engine = new OrgEngine({
    project: await LocalProject.open({ root: r.root, documents }, maskChecks(masks)),
    fs: new NodeFileSystem(),
    state: r.state,
    credentials: { credentials: async () => r.org.credentials() },
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: quickClock(),
  });
  return { result: await engine.deploy('test', { approval: YES }), written: r.writes() };
}

it('writes no policy with a mask that is exponential, however long it takes to know', async () => {
  const { result, written } = await deployWith(EXPONENTIAL);
  expect(result).toMatchObject({ exitCode: 1, items: [{ outcome: 'blocked' }] });
  expect(JSON.stringify(result.items)).toContain('Exponential backtracking');
  expect(written).toEqual([]);
}, 60_000);

it('writes a policy whose mask turns out to be safe', async () => {
  const { result, written } = await deployWith(SAFE);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(written).toHaveLength(1);
}, 60_000);
