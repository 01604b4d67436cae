import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../core/json/parse';
import { fieldsOf } from '../policy/payload';
import { samePayload } from '../policy/same';
import { EditRefusal, editedText } from './payload-edits';

const none = new Map<string, string>();
const id = fc.constantFrom('a', 'b', 'c', 'd');
const payload = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    description: fc.string(),
    enabled: fc.boolean(),
    targets: fc.uniqueArray(fc.record({ type: fc.constantFrom('GROUP', 'SKILL'), id }), {
      selector: (t) => t.type + t.id,
      maxLength: 5,
    }),
    retentionDays: fc.integer({ min: 1, max: 365 }),
    complianceSettings: fc.record(
      {
        maskSensitiveData: fc.boolean(),
        allowedMaskPatterns: fc.array(fc.constantFrom('x', 'y', 'z', '\\d')),
        requireAgentConsent: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    priority: fc.integer(),
  },
  { requiredKeys: ['targets'] },
);

/** JSON with a comment of its own number wherever one may stand. */
function commented(
  value: unknown,
  style: { indent: string; eol: string; inRow: boolean; trailing: boolean },
): { text: string; comments: string[] } {
  const comments: string[] = [];
  const remark = () => {
    comments.push(`note${comments.length}`);
    return comments.length % 2 === 0
      ? `/* ${comments.at(-1)} */`
      : style.inRow
        ? `/* ${comments.at(-1)} */`
        : `// ${comments.at(-1)}`;
  };
  const write = (v: unknown, depth: number): string => {
    if (typeof v !== 'object' || v === null) return JSON.stringify(v);
    const [open, close] = Array.isArray(v) ? ['[', ']'] : ['{', '}'];
    const members = Array.isArray(v)
      ? v.map((x) => write(x, depth + 1))
      : Object.entries(v).map(([k, x]) => `${JSON.stringify(k)}: ${write(x, depth + 1)}`);
    if (members.length === 0) return `${open}${close}`;
    const line = style.inRow ? ' ' : style.eol + style.indent.repeat(depth + 1);
    const end = style.inRow ? ' ' : style.eol + style.indent.repeat(depth);
    return (
      open +
      members
        .map((m, i) => `${line}${m}${i < members.length - 1 || style.trailing ? ',' : ''} ${remark()}`)
        .join('') +
      end +
      close
    );
  };
  return { text: write(value, 0) + style.eol, comments };
}

const style = fc.record({
  indent: fc.constantFrom('  ', '\t', '    '),
  eol: fc.constantFrom('\n', '\r\n'),
  inRow: fc.boolean(),
  trailing: fc.boolean(),
});

describe('editedText', () => {
  it('means what is wanted, and keeps every comment and the line endings', () => {
    fc.assert(
      fc.property(payload, payload, style, (have, want, s) => {
        const { text, comments } = commented(have, s);
        const out = editedText(text, fieldsOf(want), none);
        expect(samePayload(fieldsOf(parseJson(out).root?.value), fieldsOf(want))).toBe(true);
        for (const c of comments) expect(out).toMatch(new RegExp(`\\b${c}\\b`));
        if (!s.inRow && s.eol === '\r\n') expect(out.replaceAll('\r\n', '')).not.toContain('\n');
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing where nothing differs', () => {
    fc.assert(
      fc.property(payload, style, (have, s) => {
        const { text } = commented(have, s);
        expect(editedText(text, fieldsOf(have), none)).toBe(text);
      }),
    );
  });

  it('keeps a variable whose value is wanted and writes known ids as variables', () => {
    const variables = new Map([
      ['pay', '2f6d3c1e-5a77'],
      ['claims', '9e1b0000-1111'],
    ]);
    const text = '{\n  "targets": [{ "type": "GROUP", "id": "{{pay}}" }]\n}\n';
    const want = fieldsOf({
      targets: [
        { type: 'GROUP', id: '9e1b0000-1111' },
        { type: 'GROUP', id: '2F6D3C1E-5A77' },
      ],
    });
    expect(editedText(text, want, variables)).toBe(
      '{\n  "targets": [{ "type": "GROUP", "id": "{{pay}}" }, { "type": "GROUP", "id": "{{claims}}" }]\n}\n',
    );
  });

  it.each(['{ "name": "a", ', '', '[]', `${'['.repeat(5000)}`, '{"a":1}}'])('refuses %j', (text) => {
    expect(() => editedText(text, fieldsOf({ name: 'b' }), none)).toThrow(EditRefusal);
  });
});
