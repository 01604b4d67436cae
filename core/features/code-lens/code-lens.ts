import type { CodeLens } from 'vscode-languageserver-types';
import type { EnvironmentIndex } from '../../index/environment-index';
import { t } from '../../l10n';
import { contestForTarget } from '../shared/contest';
import { environmentsFor, type FeatureContext } from '../shared/context';
import { clean } from '../shared/markup';
import { targetsOf } from '../shared/targets-of';
import { maskLenses } from './masks';

/**
 * Shows the effective policy of a target: arguments are the document's URI, the environment and the target.
 */
export const SHOW_CASCADE_COMMAND = 'recpolicy.showEffectivePolicy';

/** More targets than this are not compared: a lens is no report. */
const MAX_TARGETS = 200;

/**
 * Above a policy: how many enabled policies share its targets and who wins, in each environment (or the
 * chosen one). Without commands at the client the lens is a text.
 */
export function codeLenses(ctx: FeatureContext): CodeLens[] {
  return [...rankLenses(ctx), ...maskLenses(ctx)];
}

function rankLenses(ctx: FeatureContext): CodeLens[] {
  const { doc } = ctx;
  if (doc.kind !== 'policy' || doc.root?.kind !== 'object') return [];
  const place = doc.property('name') ?? doc.root;
  const at = doc.range(place.start, Math.min(place.end, place.start + 1));
  const environments = environmentsFor(ctx);
  return environments.flatMap((index) => {
    const title = titleFor(ctx, index);
    if (title === undefined) return [];
    const named = environments.length > 1 ? `${clean(index.environment.name)}: ${title}` : title;
    const first = targetsOf(doc)[0]!;
    const command = ctx.abilities.commands ? SHOW_CASCADE_COMMAND : '';
    const target = { type: first.type, id: first.id };
    return [
      { range: at, command: { title: named, command, arguments: [doc.uri, index.environment.name, target] } },
    ];
  });
}

function titleFor(ctx: FeatureContext, index: EnvironmentIndex): string | undefined {
  const { doc } = ctx;
  const own = ctx.project.facts(doc.uri);
  const targets = targetsOf(doc);
  if (own === undefined || targets.length === 0) return undefined;
  if (!own.enabled) return t('disabled: takes no part on its targets');
  const facts = ctx.org.facts(index.environment.name);
  const policies = new Set<object>();
  const winners = new Set<string>();
  let wins = 0;
  let ties = 0;
  const keys = new Set<string>();
  for (const target of targets) {
    const key = index.keyOf(target.type, target.id);
    if (key !== undefined && keys.size < MAX_TARGETS) keys.add(key);
  }
  let resolved = 0;
  for (const key of keys) {
    const contest = contestForTarget(index, key, facts);
    if (!contest.policies.includes(own)) continue;
    resolved++;
    for (const policy of contest.policies) policies.add(policy);
    if (contest.winner === undefined) ties++;
    else if (contest.winner.uri === doc.uri) wins++;
    else winners.add(contest.winner.label);
  }
  if (resolved === 0) return undefined;
  const count = policies.size;
  if (count === 1) return t('the only policy on its targets');
  if (wins === resolved) return t('{count} policies on these targets, this one wins', { count });
  if (ties === resolved) return t('{count} policies on these targets, tied: the last write wins', { count });
  if (wins > 0)
    return t('{count} policies on these targets, this one wins on {wins} of {all}', {
      count,
      wins,
      all: resolved,
    });
  const others = [...winners].map(clean);
  if (others.length === 1)
    return t('{count} policies on these targets, {winner} wins', { count, winner: others[0]! });
  return t('{count} policies on these targets, others win', { count });
}
