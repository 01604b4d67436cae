import { afterEach, expect, it } from 'vitest';
import type { RegexVerdict } from '../../masks/redos/verdict';
import type { VerdictStore } from '../platform';
import { FOLDER, TestClient } from '../testing/client';
import { MemoryFiles } from '../testing/files';
import { ManualMaskWorker } from '../testing/mask-worker';
import { policy } from '../testing/policies';

const A = `${FOLDER}/a.recpolicy.json`;
const B = `${FOLDER}/b.recpolicy.json`;
/** Too large for the quick analysis. */
const OPEN = 'x(?:ab?){1,40}'.repeat(20);
const SAFE: RegexVerdict = { kind: 'safe', source: 'automaton', stage: 'final' };
const EXPONENTIAL: RegexVerdict = {
  kind: 'exponential',
  attack: { prefix: 'x', pump: 'ab', suffix: '!', repeat: 15 },
  hotspot: [1, 14],
  rewrite: 'x[ab]+',
  source: 'automaton',
  stage: 'final',
};

const masking = (...patterns: string[]) =>
  policy({ complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: patterns } });

let client: TestClient;
let workers: ManualMaskWorker[];
afterEach(() => client.dispose());

async function start(store?: VerdictStore): Promise<void> {
  workers = [];
  client = await TestClient.start({
    files: new MemoryFiles(),
    platform: {
      maskWorker: () => () => {
        const worker = new ManualMaskWorker();
        workers.push(worker);
        return worker;
      },
      ...(store === undefined ? {} : { verdicts: () => store }),
    },
  });
}

/** Waits until something holds that no message of the server tells of. */
async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
const job = () => eventually(() => (workers.at(-1)?.jobs.length ?? 0) > 0);

it('tells at once what is known, and the rest when the worker has it', async () => {
  await start();
  await client.open(A, masking(OPEN, '\\d*'));
  // Long before the worker has said anything.
  await client.until(() => client.codes(A).includes('mask-matches-empty'));
  expect(client.codes(A)).not.toContain('mask-unsafe-regex');
  await job();
  workers[0]!.answer(EXPONENTIAL);
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  const found = client.diagnosticsOf(A)!.find((d) => d.code === 'mask-unsafe-regex')!;
  expect(found.severity).toBe(1);
  expect(found.message).toContain('x[ab]+');
  expect(found.range.end.character - found.range.start.character).toBe(13);
});

it('reports nothing of a pattern that turns out to be safe, and nothing twice', async () => {
  await start();
  await client.open(A, masking(OPEN));
  await client.version(A, 1);
  await job();
  workers[0]!.answer(SAFE);
  await client.open(B, policy({ retentionDays: 0 }));
  await client.version(B, 1);
  const codes = client.published.filter((p) => p.uri === A).flatMap((p) => p.diagnostics.map((d) => d.code));
  expect(codes).not.toContain('mask-unsafe-regex');
});

it('says that a pattern stays undecided, once that is certain', async () => {
  await start();
  await client.open(A, masking(OPEN));
  expect((await client.version(A, 1)).map((d) => d.code)).not.toContain('mask-unsafe-regex');
  await job();
  workers[0]!.answer({ kind: 'undecided', reason: 'too-complex', source: 'limits', stage: 'final' });
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  expect(client.diagnosticsOf(A)!.find((d) => d.code === 'mask-unsafe-regex')!.severity).toBe(3);
});

it('calls no directive unused while what it silences is worked out', async () => {
  await start();
  const text = masking(OPEN).replace(
    '"allowedMaskPatterns"',
    '// recpolicy-disable-next-line mask-missing-kind, mask-unsafe-regex -- known\n    "allowedMaskPatterns"',
  );
  await client.open(A, text);
  await client.until(() => client.codes(A) !== undefined && client.published.some((p) => p.uri === A));
  expect(client.codes(A)).not.toContain('unused-directive');
  await job();
  workers[0]!.answer(SAFE);
  await client.until(() => client.codes(A).includes('unused-directive'));
});

it('drops work on a pattern that is gone, and looks only at documents that hold it', async () => {
  await start();
  await client.open(A, masking(OPEN));
  await client.open(B, policy());
  await client.version(B, 1);
  await job();
  await client.change(A, masking(`${OPEN}y`), 2);
  await client.version(A, 2);
  const before = client.published.length;
  workers[0]!.answer(EXPONENTIAL); // Of the pattern that is gone.
  await eventually(() => workers[0]!.jobs.at(-1)!.pattern === `${OPEN}y`);
  workers[0]!.answer(EXPONENTIAL);
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  expect(client.published.slice(before).map((p) => p.uri)).toEqual([A]);
});

it('survives a worker that crashes, and tries once more', async () => {
  await start();
  await client.open(A, masking(OPEN));
  await job();
  workers[0]!.crash();
  await eventually(() => workers.length === 2 && workers[1]!.jobs.length > 0);
  workers[1]!.crash();
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  const message = client.diagnosticsOf(A)!.find((d) => d.code === 'mask-unsafe-regex')!.message;
  expect(message).toContain('another run may decide it');
  await client.change(A, masking(`${OPEN}z`), 2);
  await eventually(() => workers.length === 3 && workers[2]!.jobs.length > 0);
  workers[2]!.answer(EXPONENTIAL);
  await client.until(() => JSON.stringify(client.diagnosticsOf(A)).includes('x[ab]+'));
});

it('remembers verdicts from one session to the next', async () => {
  let saved: unknown;
  const store: VerdictStore = {
    load: () => saved,
    save: (verdicts) => (saved = JSON.parse(JSON.stringify(verdicts))),
  };
  await start(store);
  await client.open(A, masking(OPEN));
  await job();
  workers[0]!.answer(EXPONENTIAL);
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  await client.request('shutdown', undefined);
  expect(workers[0]!.terminated).toBe(true);
  client.dispose();
  await start(store);
  await client.open(A, masking(OPEN));
  await client.until(() => client.codes(A).includes('mask-unsafe-regex'));
  expect(workers).toEqual([]);
});

it('looks at hundreds of new patterns in portions, and answers in between', async () => {
  await start();
  const patterns = Array.from({ length: 120 }, (_, i) => `\\b${i}\\d{4,${i % 30}5}(?:[a-z]+-)?x\\b`);
  await client.open(A, masking(...patterns, '\\d*'));
  expect((await client.version(A, 1)).map((d) => d.code)).not.toContain('mask-matches-empty');
  await client.request('textDocument/hover', {
    textDocument: { uri: A },
    position: { line: 1, character: 4 },
  });
  await client.until(() => client.codes(A).includes('mask-matches-empty'));
});
