import { Minimatch as Library } from 'minimatch';
import { describe, expect, it } from 'vitest';
import type { FileOperationRegistrationOptions } from 'vscode-languageserver';
import { Minimatch } from '../../../client/language/globs';
import { serverCapabilities } from '../../../server/capabilities';
import { readClientFeatures } from '../../../server/client-features';

const { fileOperations } = serverCapabilities(readClientFeatures({}), false).workspace ?? {};
const globs = Object.values(fileOperations ?? {}).flatMap((o: FileOperationRegistrationOptions) =>
  o.filters.map((f) => f.pattern.glob),
);
const paths = [
  '',
  '/',
  'a.json',
  '/.json',
  '/work/a.json',
  '/work/.hidden.json',
  '/work/.git/a.json',
  'c:/work/pölicies/with spaces/a.recpolicy.json',
  '/work/a.json/',
  '/work/a.jsonc',
  '/work/ajson',
  '/work/a.JSON',
  '/work/a.json/b',
  '/work/folder',
  '/work/folder/',
];

describe('globs of the server', () => {
  it('are some', () => expect(globs.length).toBeGreaterThan(0));

  it.each([...new Set([...globs, '**/a.json', '**/a*.j*n'])])(
    '%s matches what the library matches',
    (glob) => {
      const theirs = new Library(glob, { dot: true });
      const ours = new Minimatch(glob);
      expect(ours.makeRe()).not.toBe(false);
      const matching = (m: { match(path: string): boolean }) => paths.filter((path) => m.match(path));
      expect(matching(ours)).toEqual(matching(theirs));
    },
  );

  it.each(['*.json', '**/*', '**/a/*.json', '**/{a,b}', '**/a?', '**/[ab]', '**/**', 'a', '', '**/'])(
    '%s is refused',
    (glob) => {
      expect(new Minimatch(glob).makeRe()).toBe(false);
      expect(new Minimatch(glob).match('/a')).toBe(false);
    },
  );
});
