import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StatePaths } from '../../org/state/paths';
import { StoredFacts } from './stored-facts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'recpolicy-facts-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const asOf = '2026-11-01T00:00:00Z';
const remote = (id: string) => ({ id, name: id, enabled: true, priority: 1, retentionDays: 1, targets: [] });

describe('stored facts', () => {
  it('are those of the environment in this project', async () => {
    const paths = new StatePaths(root, 'dev');
    const facts = {
      version: 1,
      groups: { value: [['g1', { id: 'G1', name: 'One' }]], asOf, complete: true },
      remoteOnly: { value: [remote('a'), remote('b')], asOf, complete: true },
    };
    await write(paths.runFile('facts.json'), JSON.stringify(facts));
    const stored = new StoredFacts();
    expect(stored.facts('dev', root)?.groups?.value.get('g1')?.name).toBe('One');
    expect(stored.facts('dev', root)?.remoteOnly?.value).toHaveLength(2);
    expect(stored.facts('prod', root)).toBeUndefined();
    expect(stored.facts('dev', `${root}/other`)).toBeUndefined();
    expect(stored.facts('dev')).toBeUndefined();
  });

  it('forget a policy of the org that has got a file since', async () => {
    const paths = new StatePaths(root, 'dev');
    const facts = { version: 1, remoteOnly: { value: [remote('a'), remote('b')], asOf, complete: true } };
    await write(paths.runFile('facts.json'), JSON.stringify(facts));
    await write(paths.policy('a'), '{}');
    expect(new StoredFacts().facts('dev', root)?.remoteOnly?.value.map((p) => p.id)).toEqual(['b']);
  });

  it.each(['', '{', '[]', '{"version":2}', 'null'])('are unknown where the file holds %j', async (text) => {
    await write(new StatePaths(root, 'dev').runFile('facts.json'), text);
    expect(new StoredFacts().facts('dev', root)).toBeUndefined();
  });
});
