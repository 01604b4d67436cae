import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GitIgnore } from './git-ignore';
import { IgnoreChain } from './ignore-chain';

const FILES = [
  'a.json',
  'dist/a.json',
  'x/dist/a.json',
  'build/a.json',
  'x/build/a.json',
  'keep.log',
  'x/a.log',
  'logs/x/debug.json',
  'a b .json',
  'tmp1/a.json',
  'tmp2/keep/a.json',
  '#a.json',
  '!a.json',
  'docs/x/y/a.json',
  'docs/a.json',
  'names/{a,b}.json',
];

const PATTERNS = `
# a comment
dist/
/build
*.log
!keep.log
logs/**/debug.json
tmp[0-9]/*
!tmp2/keep
\\#a.json
\\!a.json
docs/**
!docs/a.json
a b .json
names/{a,b}.json
`;

/** What Git itself ignores of the files. */
function byGit(files: Readonly<Record<string, string>>, paths: readonly string[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'recpolicy-ignore-'));
  try {
    execFileSync('git', ['init', '-q', root]);
    for (const path of [...Object.keys(files), ...paths]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), files[path] ?? '');
    }
    const found = execFileSync('git', ['ls-files', '-o', '-z', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '', GIT_CONFIG_NOSYSTEM: '1' },
    });
    const kept = new Set(found.split('\0'));
    return paths.filter((p) => !kept.has(p));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function byUs(files: Readonly<Record<string, string>>, paths: readonly string[]): string[] {
  return paths.filter((path) => {
    let chain = IgnoreChain.empty;
    const parts = path.split('/');
    return parts.some((_, i) => {
      const folder = parts.slice(0, i).join('/');
      const text = files[folder === '' ? '.gitignore' : `${folder}/.gitignore`];
      if (text !== undefined) chain = chain.with(folder, text);
      return chain.ignores(parts.slice(0, i + 1).join('/'), i < parts.length - 1);
    });
  });
}

describe('what Git ignores', () => {
  it('is what Git says', () => {
    const files = { '.gitignore': PATTERNS };
    const ignored = byUs(files, FILES);
    expect(ignored).toEqual(byGit(files, FILES));
    expect(ignored).toContain('x/dist/a.json');
    expect(ignored).not.toContain('keep.log');
  });

  it('is what Git says where folders below have files of their own', () => {
    const files = {
      '.gitignore': '*.log\nx/*\n!x/dist\n',
      'x/.gitignore': '!dist/a.json\n',
      'logs/.gitignore': '*\n!x/\n!x/*\n',
    };
    expect(byUs(files, FILES)).toEqual(byGit(files, FILES));
  });

  it('says from which line on patterns are not used', () => {
    expect(new GitIgnore('a\n*b*\n').unusedLine).toBeUndefined();
    expect(new GitIgnore(`dist\n${'*a'.repeat(200)}\n`).unusedLine).toBe(2);
    const many = new GitIgnore(`${'*aaaaaaaa*\n'.repeat(2000)}dist\n`);
    expect(many.unusedLine).toBeGreaterThan(100);
    expect(many.ignores('dist', true)).toBe(true);
    expect(new GitIgnore('one/**/two\n'.repeat(50_000)).size).toBeLessThan(5000);
  });

  it('is found as fast with ten thousand names as with one', () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `name${n}\n*.ending${n}\n`).join('');
    const ignore = new GitIgnore(names);
    expect(ignore.unusedLine).toBeUndefined();
    expect(ignore.ignores('x/name9999', false)).toBe(true);
    expect(ignore.ignores('x/a.ending77', false)).toBe(true);
    expect(ignore.ignores('x/other', false)).toBeUndefined();
  });
});
