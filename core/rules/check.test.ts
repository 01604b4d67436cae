import { describe, expect, it } from 'vitest';
import { checkFiles } from '../testing/check';
import { MAX_FINDINGS } from './check';

const findingsOf = (text: string) =>
  checkFiles({ 'a.recpolicy.json': text }).get('a.recpolicy.json')!.findings;

describe('a document with more findings than are kept', () => {
  const target = { type: 'GROUP', id: 'x' };

  it('keeps an error behind thousands of warnings', () => {
    const findings = findingsOf(
      JSON.stringify({ targets: Array.from({ length: 3 * MAX_FINDINGS }, () => target), retentionDays: 400 }),
    );
    expect(findings).toHaveLength(MAX_FINDINGS);
    expect(findings.map((f) => f.code)).toContain('retention-out-of-range');
  });

  it('keeps a wrong type behind thousands of unknown properties', () => {
    const unknown = Object.fromEntries(Array.from({ length: 3 * MAX_FINDINGS }, (_, i) => [`a${i}`, 1]));
    const findings = findingsOf(JSON.stringify({ ...unknown, enabled: 'yes' }));
    expect(findings.map((f) => f.code)).toContain('type-mismatch');
  });

  it('stays sorted by place', () => {
    const findings = findingsOf(
      JSON.stringify({ targets: Array.from({ length: 2 * MAX_FINDINGS }, () => target), retentionDays: 400 }),
    );
    const starts = findings.map((f) => f.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
});

describe('a name that stands twice', () => {
  it('is that of the value a parser would keep, where the later one has none', () => {
    const findings = findingsOf(
      '{ "targets": [{ "type": "GROUP", "id": "x" }, { "type": "GROUP", "id": "x" }],\n "targets": oops }',
    );
    expect(findings.map((f) => f.code)).toContain('duplicate-target');
  });

  it('is so among many names, too', () => {
    const many = Array.from({ length: 100 }, (_, i) => `"a${i}": 1`).join(', ');
    const findings = findingsOf(
      `{ ${many}, "targets": [{ "type": "GROUP", "id": "x" }, { "type": "GROUP", "id": "x" }],\n "targets": oops }`,
    );
    expect(findings.map((f) => f.code)).toContain('duplicate-target');
  });
});

describe('places', () => {
  const patterns = (count: number) => Array.from({ length: count }, (_, i) => `(${i}`);
  const checked = (count: number) =>
    checkFiles({
      'a.recpolicy.json': JSON.stringify({
        name: 'Support_Screens_Recording',
        enabled: true,
        recordingType: 'SCREEN',
        targets: [{ type: 'GROUP', id: 'x' }],
        retentionDays: 90,
        priority: 200,
        evaluationMode: 'STRICT',
        complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: patterns(count) },
      }),
    }).get('a.recpolicy.json')!;

  it.each([1, 3, 300])('are right whether one or many are asked for: %d', (count) => {
    const { doc, findings } = checked(count);
    const invalid = findings.filter((f) => f.code === 'mask-invalid-regex');
    expect(invalid.map((f) => doc.text.slice(f.start - 1, f.end + 1))).toEqual(
      patterns(count).map((_, i) => `"(${String(i)[0]}`),
    );
  });
});
