import { describe, expect, it } from 'vitest';
import type { MarkupContent, TextEdit } from 'vscode-languageserver-types';
import type { OrgFacts } from '../index/org-facts';
import { atCursor } from '../testing/cursor';
import { completionsAt } from './completion/completion';
import { hoverAt } from './hover/hover';

const FILE = 'a.mediapolicy.json';
const CONFIG = `{ "environments": {
  "live": { "api": "platform", "region": "mypurecloud.ie", "variables": { "sales": "q-1" } },
  "lab": { "orgDomain": "acme" }
} }`;
const org: Record<string, OrgFacts> = {
  live: {
    names: {
      asOf: '2026-11-21T10:00:00Z',
      complete: true,
      value: new Map([
        ['queue:q-1', 'Sales'],
        ['queue:q-2', 'Overflow'],
        ['queue:q-3', 'Overflow'],
        ['user:u-1', 'jane@acme.example'],
      ]),
    },
  },
};
const PLAIN = { snippets: false, markdown: false, insertReplace: false };

function at(text: string, facts = org) {
  return atCursor({ [FILE]: text, 'recpolicy.config.json': CONFIG }, { abilities: PLAIN, org: facts });
}

const conditions = (inner: string) => `{ "mediaPolicies": { "callPolicy": { "conditions": { ${inner} } } } }`;

describe('a media retention policy in the editor', () => {
  it('completes references with what the org has: by name, and by id where a name is shared', () => {
    const { ctx, offset } = at(conditions('"forQueues": ["|"]'));
    const { items } = completionsAt(ctx, offset);
    const texts = items.map((i) => (i.textEdit as TextEdit).newText);
    expect(texts).toEqual(['"{{sales}}"', '"{{queue:Sales}}"', '"q-2"', '"q-3"']);
    const typed = at(conditions('"forQueues": ["{{queue:Sal|"]'));
    expect(completionsAt(typed.ctx, typed.offset).items.map((i) => i.label)).toContain('Sales');
  });

  it('completes members and values of the model', () => {
    const key = at(conditions('|'));
    const labels = completionsAt(key.ctx, key.offset).items.map((i) => i.label);
    expect(labels).toEqual(expect.arrayContaining(['forQueues', 'directions', 'timeAllowed']));
    const value = at(conditions('"directions": ["|"]'));
    expect(completionsAt(value.ctx, value.offset).items.map((i) => i.label)).toEqual(['INBOUND', 'OUTBOUND']);
  });

  it.each<[string, RegExp]>([
    ['"{{queue:Sa|les}}"', /live: Sales · q-1 \(/],
    ['"{{sa|les}}"', /live: Sales · q-1 \(/],
    ['"{{queue:Over|flow}}"', /2 things have this name/],
    ['"{{queue:No|where}}"', /nothing of this name or id/],
  ])('says by a hover over %s what it is in each org', (reference, text) => {
    const { ctx, offset } = at(conditions(`"forQueues": [${reference}]`));
    const { value } = hoverAt(ctx, offset)!.contents as MarkupContent;
    expect(value).toMatch(text);
    expect(value).not.toContain('lab');
  });

  it('describes what a member means, also where nothing is known of an org', () => {
    const member = at(conditions('"forQueues|": ["{{queue:Sales}}"]'), {});
    expect((hoverAt(member.ctx, member.offset)!.contents as MarkupContent).value).toMatch(/any queue/);
    const reference = at(conditions('"forQueues": ["{{queue:Sa|les}}"]'), {});
    expect((hoverAt(reference.ctx, reference.offset)!.contents as MarkupContent).value).toMatch(/its id/);
  });
});
