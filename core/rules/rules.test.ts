import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyOffsetEdits } from '../edit/edits';
import { rules } from '../generated/rules';
import { type CheckedFiles, checkFiles, testServices } from '../testing/check';
import { type FixtureFile, readFixture } from '../testing/fixtures';
import type { Rule } from './api';

const here = import.meta.dirname;
const folderOf = (rule: Rule) => join(here, rule.code);

/** Org facts that a fixture rests on, from `org.json` beside the fixtures. */
function servicesFor(folder: string) {
  const path = join(folder, 'fixtures', 'org.json');
  if (!existsSync(path)) return testServices();
  const raw = JSON.parse(readFileSync(path, 'utf8'), (key, value) => {
    return (key === 'groups' || key === 'names') && value?.value !== undefined
      ? { ...value, value: new Map(Object.entries(value.value)) }
      : value;
  });
  return testServices(raw);
}

function check(files: readonly FixtureFile[], folder: string): Map<string, CheckedFiles> {
  return checkFiles(Object.fromEntries(files.map((f) => [f.path, f.text])), servicesFor(folder));
}

/**
 * The findings of a file as `line:start-end severity code`, only of this rule and of codes that markers name.
 */
function found({ doc, findings }: CheckedFiles, codes: ReadonlySet<string>) {
  return findings
    .filter((f) => codes.has(f.code))
    .map((f) => {
      const r = doc.range(f.start, f.end);
      const end = r.end.line === r.start.line ? `${r.end.character}` : `${r.end.line}:${r.end.character}`;
      return {
        place: `${r.start.line}:${r.start.character}-${end} ${f.severity} ${f.code}`,
        message: f.message,
        finding: f,
      };
    });
}

describe.each(rules.map((rule) => ({ code: rule.code, rule })))('rule $code', ({ rule }) => {
  const folder = folderOf(rule);
  const fixtures = existsSync(join(folder, 'fixtures'))
    ? readdirSync(join(folder, 'fixtures')).filter((f) => f.endsWith('.txt'))
    : [];

  it('is named like its folder and has valid and invalid fixtures and a page', () => {
    expect(existsSync(join(folder, 'rule.ts'))).toBe(true);
    expect(fixtures.some((f) => f.startsWith('valid'))).toBe(true);
    expect(fixtures.some((f) => f.startsWith('invalid'))).toBe(true);
    const page = readFileSync(join(folder, 'page.md'), 'utf8');
    expect(page.startsWith(`# ${rule.code}\n`)).toBe(true);
    for (const part of ['## Why', '## Example', '## Fix']) expect(page).toContain(part);
    const skeleton = 'still holds a sentence of the skeleton: write your own';
    expect(page, `page.md ${skeleton}`).not.toContain('One sentence: what is reported.');
    expect(rule.title, `the title in rule.ts ${skeleton}`).not.toContain('in a few words');
    for (const fixture of fixtures)
      expect(readFileSync(join(folder, 'fixtures', fixture), 'utf8'), `${fixture} ${skeleton}`).not.toContain(
        'Write a document with the fault here',
      );
  });

  it.each(fixtures)('finds in %s what is marked, and nothing else', (name) => {
    const files = readFixture(readFileSync(join(folder, 'fixtures', name), 'utf8'));
    const results = check(files, folder);
    let marked = 0;
    for (const file of files) {
      const codes = new Set([rule.code, ...file.markers.map((m) => m.code ?? rule.code)]);
      const actual = found(results.get(file.path)!, codes);
      const wanted = file.markers.map(
        (m) => `${m.line}:${m.start}-${m.end} ${m.severity} ${m.code ?? rule.code}`,
      );
      expect(actual.map((a) => a.place).sort(), file.path).toEqual(wanted.sort());
      for (const m of file.markers) {
        const place = `${m.line}:${m.start}-${m.end} ${m.severity} ${m.code ?? rule.code}`;
        expect(
          actual
            .filter((a) => a.place === place)
            .map((a) => a.message)
            .join('\n'),
          file.path,
        ).toContain(m.message);
      }
      marked += file.markers.filter((m) => (m.code ?? rule.code) === rule.code).length;
      if (file.fixed !== undefined)
        expect(fixAll(results.get(file.path)!, rule.code), file.path).toBe(file.fixed);
    }
    if (name.startsWith('invalid')) expect(marked).toBeGreaterThan(0);
    else expect(marked).toBe(0);
  });

  it('has a page whose examples are true', () => {
    const page = readFileSync(join(folder, 'page.md'), 'utf8');
    const examples = [...page.matchAll(/^```jsonc? (valid|invalid)\n([\s\S]*?)^```/gm)];
    expect(examples.map((e) => e[1])).toContain('valid');
    expect(examples.map((e) => e[1])).toContain('invalid');
    for (const [, kind, source] of examples) {
      const files = readFixture(source!);
      const results = check(files, folder);
      const findings = [...results.values()].flatMap((r) => r.findings).filter((f) => f.code === rule.code);
      if (kind === 'invalid') expect(findings.length, source).toBeGreaterThan(0);
      else expect(findings, source).toEqual([]);
    }
  });
});

/** The text after the first fix of each finding of the rule. */
function fixAll({ doc, findings }: CheckedFiles, code: string): string {
  const edits = findings.filter((f) => f.code === code).flatMap((f) => f.fixes[0]?.edits() ?? []);
  return applyOffsetEdits(doc.text, edits);
}
