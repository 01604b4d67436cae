import { describe, expect, it } from 'vitest';
import { Environment } from './environment';

const includes = (include: readonly string[], path: string) =>
  new Environment('prod', { include }).includes(path);

describe('the files of an environment', () => {
  it.each([
    [['policies/**'], 'policies/a/b.json', true],
    [['policies'], 'policies/a/b.json', true],
    [['policies/'], 'policies/b.json', true],
    [['./policies'], 'policies/b.json', true],
    [['policies/lab'], 'policies/b.json', false],
    [['policies'], 'policies-old/b.json', false],
    [['policies/*'], 'policies/a/b.json', false],
    [['policies/b.json'], 'policies/b.json', true],
    [['.'], 'b.json', true],
    [['**', '!lab'], 'lab/b.json', false],
    [['**', '!lab/'], 'policies/b.json', true],
    [['**', '!./lab/**'], 'lab/b.json', false],
    [['!lab/**'], 'policies/b.json', true],
    [['!lab'], 'lab/b.json', false],
    [[], 'b.json', false],
  ])('%j, %s: %s', (globs, path, included) => {
    expect(includes(globs, path)).toBe(included);
  });

  it('are all of them where none is named', () => {
    expect(new Environment('prod', {}).includes('a/b.json')).toBe(true);
  });
});
