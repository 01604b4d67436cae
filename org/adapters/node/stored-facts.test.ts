import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StatePaths } from '../../state/paths';
import { runFolder } from '../../state/run-folder';
import { StoredFacts } from './stored-facts';
import { nodeUserState } from './user-state';

let root: string;
let home: string;
let said: string[];

beforeEach(async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'recpolicy-facts-')));
  root = join(folder, 'project');
  home = join(folder, 'home');
  said = [];
  await write(
    `${root}/recpolicy.config.json`,
    JSON.stringify({ environments: { dev: { orgDomain: 'acme' }, prod: { orgDomain: 'acme' } } }),
  );
});
afterEach(() => rm(dirname(root), { recursive: true, force: true }));

async function write(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text);
}

const stored = () => new StoredFacts({ XDG_STATE_HOME: home }, (message) => said.push(message));
const factsFile = (orgDomain = 'acme') =>
  `${runFolder(nodeUserState({ XDG_STATE_HOME: home }).folder, root, { name: 'dev', orgDomain })}/facts.json`;
const asOf = '2026-11-01T00:00:00Z';
const remote = (id: string) => ({ id, name: id, enabled: true, priority: 1, retentionDays: 1, targets: [] });
const FACTS = {
  version: 1,
  groups: { value: [['g1', { id: 'G1', name: 'One' }]], asOf, complete: true },
  remoteOnly: { value: [remote('a'), remote('b')], asOf, complete: true },
};

describe('stored facts', () => {
  it('are those of the environment in this project', async () => {
    await write(factsFile(), JSON.stringify(FACTS));
    const facts = stored();
    expect(facts.facts('dev', root)?.groups?.value.get('g1')?.name).toBe('One');
    expect(facts.facts('dev', root)?.remoteOnly?.value).toHaveLength(2);
    expect(facts.facts('prod', root)).toBeUndefined();
    expect(facts.facts('dev', `${root}/other`)).toBeUndefined();
    expect(facts.facts('dev')).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('are not those of another org that the environment pointed to before', async () => {
    await write(factsFile('elsewhere'), JSON.stringify(FACTS));
    expect(stored().facts('dev', root)).toBeUndefined();
  });

  it('are found through a link to the project', async () => {
    await write(factsFile(), JSON.stringify(FACTS));
    await symlink(root, `${root}-link`);
    expect(stored().facts('dev', `${root}-link`)?.groups?.value.size).toBe(1);
  });

  it('forget a policy of the org that has got a file since', async () => {
    await write(factsFile(), JSON.stringify(FACTS));
    await write(`${root}/${new StatePaths('dev').policy('a')}`, '{}');
    expect(
      stored()
        .facts('dev', root)
        ?.remoteOnly?.value.map((p) => p.id),
    ).toEqual(['b']);
  });

  it('know what was retired, by its mark in the project and by the note of a run that goes on', async () => {
    const state = (id: string, more: object) =>
      JSON.stringify({
        version: 1,
        id,
        name: id,
        file: `${id}.recpolicy.json`,
        etag: null,
        base: {},
        ...more,
      });
    const paths = new StatePaths('dev');
    await write(`${root}/${paths.policy('gone')}`, state('gone', { retired: true }));
    await write(`${root}/${paths.policy('here')}`, state('here', {}));
    await write(`${root}/${paths.policy('junk')}`, '<<<<<<< HEAD');
    const run = dirname(factsFile());
    const note = { version: 1, id: 'here', name: 'here', stage: 'waiting', since: asOf };
    await write(`${run}/retire-here.json`, JSON.stringify(note));
    expect(stored().facts('dev', root)).toEqual({
      retired: [
        { id: 'gone', name: 'gone', file: 'gone.recpolicy.json', stage: 'retired' },
        { id: 'here', name: 'here', file: 'here.recpolicy.json', stage: 'retiring' },
      ],
    });
    expect(said).toEqual([]);
  });

  it('are read again once something has changed', async () => {
    await write(factsFile(), JSON.stringify(FACTS));
    const facts = stored();
    expect(facts.facts('dev', root)?.groups?.value.size).toBe(1);
    expect(facts.hasChanged()).toBe(false);
    await write(factsFile(), JSON.stringify({ ...FACTS, groups: { value: [], asOf, complete: true } }));
    expect(facts.hasChanged()).toBe(true);
    expect(facts.facts('dev', root)?.groups?.value.size).toBe(0);
    expect(facts.hasChanged()).toBe(false);
  });

  it('are not taken from the repository', async () => {
    await write(`${root}/.recpolicy/run/dev/facts.json`, JSON.stringify(FACTS));
    expect(stored().facts('dev', root)).toBeUndefined();
    home = `${root}/.state`;
    await write(factsFile(), JSON.stringify(FACTS));
    expect(stored().facts('dev', root)).toBeUndefined();
  });

  it.skipIf(process.getuid === undefined)('are not taken from a folder that others can write', async () => {
    await write(factsFile(), JSON.stringify(FACTS));
    await chmod(`${home}/recpolicy`, 0o777);
    expect(stored().facts('dev', root)).toBeUndefined();
  });

  it.each([
    ['', 'is not valid JSON'],
    ['[]', 'is not a JSON object'],
    ['{"version":2}', 'has version 2'],
    ['{"groups":{}}', 'names no version'],
    [
      JSON.stringify({ ...FACTS, groups: { value: [1], asOf, complete: true } }),
      'has "groups" in another form',
    ],
    [JSON.stringify({ ...FACTS, names: { value: [['GROUP:a', 1]], asOf, complete: true } }), 'has "names"'],
    [JSON.stringify({ ...FACTS, streamLimit: { value: '9', asOf, complete: true } }), 'has "streamLimit"'],
    [JSON.stringify({ ...FACTS, remoteOnly: { value: [{}], asOf, complete: true } }), 'has "remoteOnly"'],
    [`${'['.repeat(100_000)}`, 'is nested deeper'],
  ])('are unknown where the file holds %.60j, which is said once', async (text, why) => {
    await write(factsFile(), text);
    const facts = stored();
    expect(facts.facts('dev', root)).toBeUndefined();
    expect(facts.facts('dev', root)).toBeUndefined();
    expect(said).toEqual([expect.stringContaining(why)]);
  });
});
