import { afterEach, expect, it } from 'vitest';
import { TestClient } from '../testing/client';
import { MemoryFiles } from '../testing/files';
import { policy } from '../testing/policies';
import { spelledKey } from './spelling';

const ROOT = 'file:///c%3A/Users/Zo%C3%AB/policies';
const names: Readonly<Record<string, readonly string[]>> = {
  [ROOT]: ['recpolicy.config.json', 'Sub Folder'],
  [`${ROOT}/Sub%20Folder`]: ['a.recpolicy.json'],
};
const list = (folder: string) => names[folder];

it.each([
  [
    'file:///c%3A/users/zo%C3%8B/Policies/sub%20folder/A.recpolicy.json',
    `${ROOT}/Sub%20Folder/a.recpolicy.json`,
  ],
  [`${ROOT}/Sub%20Folder/a.recpolicy.json`, `${ROOT}/Sub%20Folder/a.recpolicy.json`],
  [`${ROOT}/new/B.recpolicy.json`, `${ROOT}/new/B.recpolicy.json`],
  ['file:///c%3A/Users/else/A.recpolicy.json', 'file:///c%3A/Users/else/A.recpolicy.json'],
  ['file:///d%3A/Users/Zo%C3%AB/policies/a.json', 'file:///d%3A/Users/Zo%C3%AB/policies/a.json'],
])('%s is known as %s', (key, expected) => {
  expect(spelledKey(key, [ROOT], list)).toBe(expected);
});

/** A disk that takes "A" for "a". */
class FoldingFiles extends MemoryFiles {
  names(folder: string): readonly string[] {
    const inside = [...this.texts.keys()].filter((uri) => uri.startsWith(`${folder}/`));
    return [...new Set(inside.map((uri) => decodeURIComponent(uri.slice(folder.length + 1).split('/')[0]!)))];
  }
}

let client: TestClient | undefined;
afterEach(() => client?.dispose());

it('a file that the client opens under another spelling is that file, and answers go to the client\u2019s', async () => {
  const onDisk = `${ROOT}/a.recpolicy.json`;
  const opened = 'file:///C:/users/Zo%C3%AB/policies/A.recpolicy.json';
  const other = `${ROOT}/b.recpolicy.json`;
  const started = await TestClient.start({
    files: new FoldingFiles({
      [onDisk]: policy({ retentionDays: 0 }),
      [other]: policy({ name: 'Desk_B_Recording' }),
    }),
    initialize: { workspaceFolders: [{ uri: 'file:///c%3A/Users/Zo%C3%AB/policies', name: 'policies' }] },
  });
  client = started;
  await started.until(() => started.codes(onDisk).includes('retention-out-of-range'));
  await started.open(opened, policy({ retentionDays: 90 }));
  await started.until(() => started.codes(opened).includes('priority-collision'));
  expect(started.codes(opened)).not.toContain('duplicate-policy-name');
  expect(started.codes(opened)).not.toContain('retention-out-of-range');
});
