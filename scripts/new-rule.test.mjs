import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, 'new-rule.mjs');
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-rule-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args) =>
  spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, RECPOLICY_RULES_FOLDER: folder },
  });
const read = (path) => readFileSync(join(folder, path), 'utf8');

describe('npm run new-rule', () => {
  it('makes rule, page and fixtures of the code, kind and severity', () => {
    expect(run('priority-is-zero', 'policy', 'warning').status).toBe(0);
    expect(read('priority-is-zero/rule.ts')).toContain("code: 'priority-is-zero',\n  severity: 'warning'");
    expect(read('priority-is-zero/rule.ts')).toContain("kinds: ['policy']");
    expect(read('priority-is-zero/page.md')).toMatch(
      /^# priority-is-zero\n[\s\S]*## Why[\s\S]*## Example[\s\S]*## Fix/,
    );
    expect(read('priority-is-zero/fixtures/valid.txt')).toContain('=== example.recpolicy.json');
    expect(read('priority-is-zero/fixtures/invalid.txt')).toContain(
      '^ warning: Write a document with the fault here',
    );
  });

  it('writes a rule that the formatter has nothing to add to', () => {
    run('priority-is-zero', 'policy', 'warning');
    const formatted = execFileSync(
      process.execPath,
      [
        join(import.meta.dirname, '../node_modules/@biomejs/biome/bin/biome'),
        'format',
        '--stdin-file-path=core/rules/x/rule.ts',
      ],
      { input: read('priority-is-zero/rule.ts'), encoding: 'utf8', cwd: join(import.meta.dirname, '..') },
    );
    expect(formatted).toBe(read('priority-is-zero/rule.ts'));
  });

  it.each([
    [[], 'CODE must be kebab case'],
    [['Not_Kebab', 'policy', 'error'], 'found "Not_Kebab"'],
    [['../outside', 'policy', 'error'], 'CODE must be kebab case'],
    [['a-rule', 'recipe', 'error'], 'KIND must be one of policy, mediaPolicy, settings, psr, config, tests'],
    [['a-rule', 'psr', 'fatal'], 'SEVERITY must be one of error, warning, information, hint'],
  ])('refuses %j and says why', (args, reason) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('Usage: npm run new-rule CODE KIND SEVERITY');
  });

  it('leaves a rule that exists alone', () => {
    run('a-rule', 'psr', 'error');
    const before = read('a-rule/rule.ts');
    const { status, stderr } = run('a-rule', 'policy', 'hint');
    expect(status).toBe(2);
    expect(stderr).toContain('core/rules/a-rule exists');
    expect(read('a-rule/rule.ts')).toBe(before);
  });
});
