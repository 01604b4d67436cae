import { describe, expect, it } from 'vitest';
import { makeReport } from '../report';
import { formatSarif, MAX_RESULTS } from './log';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
const finding = (file: string, code = 'user-target') => ({
  file,
  range,
  code,
  severity: 'warning' as const,
  message: 'm',
  related: [{ file, range, message: 'r' }],
  fixes: [],
});

function runOf(file: string) {
  return JSON.parse(formatSarif(makeReport(1, [finding(file)]), { version: '1.2.3' })).runs[0];
}

describe('SARIF', () => {
  it.each(['a.json', 'sub dir/ü#1?.json', '100%.json', 'a+b&c.json', '[x]{y}.json'])(
    'has an address for %j that leads back to it',
    (file) => {
      const run = runOf(file);
      const { uri, uriBaseId } = run.results[0].locations[0].physicalLocation.artifactLocation;
      const url = new URL(uri, 'file:///root/');
      expect(decodeURIComponent(url.pathname)).toBe(`/root/${file}`);
      expect(url.hash + url.search).toBe('');
      expect(run.results[0].relatedLocations[0].physicalLocation.artifactLocation.uri).toBe(uri);
      expect(Object.keys(run.originalUriBaseIds)).toContain(uriBaseId);
    },
  );

  it('describes each rule it names, with help', () => {
    const run = runOf('a.json');
    const [rule] = run.tool.driver.rules;
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toBe(rule);
    expect(rule).toMatchObject({ id: 'user-target', defaultConfiguration: { level: 'warning' } });
    expect(rule.help.text).not.toBe('');
    expect(rule.fullDescription.text).not.toBe('');
  });
});

describe('SARIF of very many findings', () => {
  it('keeps the gravest that code scanning takes, and counts the rest', () => {
    const many = Array.from({ length: MAX_RESULTS + 5 }, (_, n) => finding(`a${n}.json`));
    const worst = { ...finding('z.json'), severity: 'error' as const };
    const [run] = JSON.parse(formatSarif(makeReport(1, [...many, worst]), { version: '1.2.3' })).runs;
    expect(run.results).toHaveLength(MAX_RESULTS);
    expect(run.results.at(-1).level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('6 are left out');
  });
});
