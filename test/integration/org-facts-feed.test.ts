import { describe, expect, it } from 'vitest';
import { factsJson } from '../../client/org/facts/send';
import type { OrgFacts } from '../../core/index/org-facts';
import { OrgFactsStore } from '../../server/org-facts';

describe('facts on their way to the language server', () => {
  it('arrive there as they left', () => {
    const dated = <T>(value: T) => ({ value, asOf: '2026-01-01T00:00:00.000Z', complete: true });
    const facts: OrgFacts = {
      groups: dated(new Map([['g1', { id: 'G1', name: 'Support', members: 4, activeMembers: 3 }]])),
      names: dated(new Map([['GROUP:g1', 'Support']])),
      minimumRetentionDays: dated(30),
      streamLimit: dated(500),
      remoteOnly: dated([{ id: 'p', name: 'P', enabled: true, priority: 1, retentionDays: 30, targets: [] }]),
    };
    const store = new OrgFactsStore();
    store.update(JSON.parse(JSON.stringify({ environments: { dev: factsJson(facts) } })));
    expect(store.facts('dev')).toEqual(facts);
  });
});
