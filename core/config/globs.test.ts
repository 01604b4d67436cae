import { describe, expect, it } from 'vitest';
import { readConfig } from './config';
import { Environment } from './environment';

/** Each of these kept a backtracking matcher busy for more than half a minute. */
const HOSTILE = [
  `**/*${'a*'.repeat(24)}c.recpolicy.json`,
  '**/(a+)+$',
  '**/((a|a)+)+z.recpolicy.json',
  '**/+(a|aa|aaa)c.recpolicy.json',
  `${'**/a*/'.repeat(30)}c.recpolicy.json`,
  `${'{a,aa}*'.repeat(6)}c.recpolicy.json`,
  '[a-z]*'.repeat(40),
];
const PATHS = Array.from(
  { length: 50 },
  (_, n) => `policies/${'a/'.repeat(n)}${'a'.repeat(200)}b.recpolicy.json`,
);

describe('globs of a configuration that nobody has looked at', () => {
  it.each(HOSTILE)('%s is tried on long paths at once', (glob) => {
    const environment = new Environment('prod', { include: [glob] });
    const { ignore } = readConfig({ ignore: [glob] });
    const start = performance.now();
    for (const path of PATHS) {
      environment.includes(path);
      ignore?.matches(path);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('are bounded all together', () => {
    const globs = Array.from({ length: 2000 }, (_, n) => `**/*a*a*a*a*${n}`);
    const environment = new Environment('prod', { include: globs });
    expect(environment.hasUnusedGlobs).toBe(true);
    const start = performance.now();
    for (const path of PATHS) environment.includes(path);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('what a project ignores', () => {
  const ignores = (ignore: unknown, path: string) => readConfig({ ignore }).ignore?.matches(path) === true;

  it.each([
    [['drafts/**'], 'drafts/a/b.json', true],
    [['drafts'], 'drafts/b.json', true],
    [['drafts', '!drafts/keep.json'], 'drafts/keep.json', false],
    [['drafts'], 'policies/drafts/b.json', false],
    [['**/drafts/**'], 'policies/drafts/b.json', true],
    [['!policies/**'], 'drafts/b.json', false],
    [[], 'a.json', false],
    ['drafts', 'drafts/a.json', false],
  ])('%j, %s: %s', (globs, path, ignored) => {
    expect(ignores(globs, path)).toBe(ignored);
  });
});
