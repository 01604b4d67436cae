import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrgError } from './org-error';
import { jsonWithoutSecrets, rememberSecret, withoutSecrets } from './secrets';

const SECRET = 'CANARY-7f3a+/x"\\ &<é~';
const PAIR = `my-client:${SECRET}`;
rememberSecret(SECRET);
rememberSecret(PAIR);

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

describe('secrets', () => {
  it.each([
    ['plain', SECRET],
    ['as JSON', JSON.stringify(SECRET)],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['percent-encoded in lower case', encodeURIComponent(SECRET).toLowerCase().replace('canary', 'CANARY')],
    ['as form data', new URLSearchParams({ s: SECRET }).toString()],
    ['as Basic authentication', `Basic ${base64(PAIR)}`],
    ['as base64', base64(SECRET)],
    ['as base64url', Buffer.from(PAIR).toString('base64url')],
  ])('are blanked %s', (_form, text) => {
    const blanked = withoutSecrets(`before ${text} after`);
    expect(blanked).toContain('[secret]');
    expect(blanked).toMatch(/^before .*after$/);
    expect(blanked).not.toMatch(/CANARY|7f3a|Q0FOQVJ|DQU5BUl|bXktY2xpZW50/);
  });

  it('are blanked in an answer, whatever its escapes', () => {
    const raw = `{"a":["${[...SECRET].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"]}`;
    expect(jsonWithoutSecrets(JSON.parse(raw), raw)).toEqual({ a: ['[secret]'] });
  });

  it('are blanked in every part of an error', () => {
    const details = { code: SECRET, correlationId: PAIR, fields: [{ field: SECRET, code: SECRET }] };
    const error = new OrgError({
      kind: 'rejected',
      org: 'dev',
      what: SECRET,
      advice: base64(PAIR),
      ...details,
    });
    expect(JSON.stringify([error.message, error.details])).not.toContain('7f3a');
    expect(error.withWritten(`Wrote ${SECRET}.`).message).not.toContain('7f3a');
  });

  it('leave everything else as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonWithoutSecrets(value, JSON.stringify(value))).toEqual(value);
      }),
    );
  });
});
