import {
  environmentsSentence,
  LISTED,
  listText,
  onlyInOrgSentence,
  policyName,
  targetName,
  targetText,
} from '../../cascade/conflicts/messages';
import type { PolicyRank, SharedTarget } from '../../cascade/conflicts/policy-rank';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import type { Dated } from '../../index/org-facts';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

/** Characters of the winners' names in the first sentence, which is what a list of findings shows. */
const NAMES_ROOM = 56;

/** Who covers a target, with the lowest number there. */
interface Winner {
  readonly label: string;
  readonly priority: number;
  readonly onlyInOrg: boolean;
}

export const rule = defineRule({
  code: 'shadowed-policy',
  severity: 'warning',
  title: 'A policy that never applies',
  kinds: ['policy'],
  appliesWhen: 'neighbours-or-org-data',
  check(ctx) {
    const shadowed = ctx.ranks.filter((s) => s.shadowed !== undefined);
    if (shadowed.length === 0) return;
    // A target that is half typed may be one that nobody covers.
    if (ctx.node(['targets'])?.items?.length !== ctx.policy!.targets.length) return;
    const byFiles = shadowed.filter((s) => s.shadowed === 'files');
    if (byFiles.length > 0) report(ctx, byFiles, undefined);
    // What is known of one org is not what is known of another.
    for (const rank of shadowed) if (rank.shadowed === 'org') report(ctx, [rank], rank.remote!.source);
  },
});

function report(ctx: RuleContext, ranks: readonly PolicyRank[], source: Dated<unknown> | undefined): void {
  const winners = new Map<string, Winner>();
  let lowest = Number.POSITIVE_INFINITY;
  for (const { shared } of ranks)
    for (const target of shared) {
      const { id, winner } = winnerOn(target, source !== undefined);
      winners.set(id, winner);
      lowest = Math.min(lowest, winner.priority, target.remote[0]?.priority ?? lowest);
    }
  const all = [...winners.values()];
  const environments = ranks.map((s) => s.index.environment.name);
  const sentences = [
    all.length === 1
      ? t('Never applies: {winner} covers all targets.', { winner: policyName(all[0]!, NAMES_ROOM) })
      : t('Never applies: {winners} cover all targets.', { winners: briefNames(all) }),
    t('The lowest number wins, so its retention and masks have no effect.'),
    environmentsSentence(environments),
    source && onlyInOrgSentence(namesOf(all.filter((w) => w.onlyInOrg)), source),
    t('Give it a number below theirs, or remove what it shares with them.'),
  ];
  const [{ index }] = ranks as [PolicyRank];
  ctx.report({
    at: ['priority'],
    message: sentences.filter((s) => s !== undefined).join(' '),
    related: relatedOf(ctx, ranks),
    fixes: fixOf(ctx, lowest),
    ...(source && {
      basis: { environment: index.environment.name, asOf: source.asOf, complete: source.complete },
    }),
  });
}

/**
 * @param withOrg whether policies that only the org has are counted in: files speak for themselves where they
 * suffice
 */
function winnerOn({ entries, from, remote }: SharedTarget, withOrg: boolean): { id: string; winner: Winner } {
  const inFiles = from > 0 ? entries[0]! : undefined;
  const inOrg = withOrg ? remote[0] : undefined;
  if (inOrg !== undefined && (inFiles === undefined || inOrg.priority < inFiles.priority)) {
    const { id, name: label, priority } = inOrg;
    return { id, winner: { label, priority, onlyInOrg: true } };
  }
  const { policy, priority } = inFiles!;
  return { id: policy.uri, winner: { label: policy.label, priority, onlyInOrg: false } };
}

/** As many names as fit, at least one, then how many more there are. */
function briefNames(winners: readonly Winner[]): string {
  const names = winners.map((w) => policyName(w, Math.floor(NAMES_ROOM / 2)));
  let count = names.length;
  while (count > 1 && names.slice(0, count).join(', ').length > NAMES_ROOM) count--;
  const more = names.length - count;
  return more === 0
    ? listText(names)
    : t('{names} and {more} more', { names: names.slice(0, count).join(', '), more });
}

function namesOf(winners: readonly Winner[]): string[] {
  const names = winners.slice(0, LISTED).map((w) => w.label);
  return winners.length > LISTED ? [...names, '…'] : names;
}

function relatedOf(ctx: RuleContext, ranks: readonly PolicyRank[]) {
  const related = [];
  const seen = new Set<string>();
  for (const { index, policy, shared } of ranks) {
    for (const { key, targetIndex, entries, from } of shared) {
      if (from === 0) continue;
      if (related.length >= LISTED) return related;
      const { policy: winner, targetIndex: at, priority } = entries[0]!;
      // One place says it for every environment in which it holds.
      const place = `${winner.uri} ${at} ${targetIndex}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const fact = policy.target(targetIndex);
      const facts = ctx.org.facts(index.environment.name);
      related.push({
        uri: winner.uri,
        range: winner.target(at).range,
        message: t('“{winner}” (priority {priority}) covers {target}.', {
          winner: winner.label,
          priority,
          target: targetText(fact.type, fact.id, targetName(facts, key)),
        }),
      });
    }
  }
  return related;
}

/** Moves the policy below everybody who covers it. Not safe: perhaps the others are meant to win. */
function fixOf(ctx: RuleContext, lowest: number): Fix[] {
  const wish = lowest - 1;
  const node = ctx.node(['priority']);
  if (wish < 0 || node === undefined) return [];
  return [
    {
      title: t('Set priority to {wish}, so that this policy wins', { wish }),
      safe: false,
      edits: () => replaceNode(node, wish),
    },
  ];
}
