import type { InlayHint } from 'vscode-languageserver-types';
import { resolveVariables } from '../../document/variables';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { JsonNode } from '../../json/nodes';
import { property } from '../../json/nodes';
import { t } from '../../l10n';
import { contestForTarget, type TargetContest } from '../shared/contest';
import { environmentsFor, type FeatureContext } from '../shared/context';
import { clean } from '../shared/markup';
import { targetsOf } from '../shared/targets-of';
import { variableSpots } from '../shared/variable-at';
import { periodOf } from './period';

const MAX_LABEL = 60;
/** More hints than this are not computed for one range. */
const MAX_HINTS = 500;

/**
 * Hints between two offsets: days as months, values of variables, names of groups, the winner on a target,
 * the priority's band.
 */
export function inlayHints(ctx: FeatureContext, start: number, end: number): InlayHint[] {
  const hints: InlayHint[] = [];
  const add = (node: { readonly start: number; readonly end: number }, label: string) => {
    if (node.end < start || node.start > end || hints.length >= MAX_HINTS) return;
    const shown = clean(label);
    hints.push({
      position: ctx.doc.range(node.end, node.end).start,
      label: shown.length > MAX_LABEL ? `${shown.slice(0, MAX_LABEL - 1)}…` : shown,
      paddingLeft: true,
    });
  };
  const indexes = environmentsFor(ctx);
  addPeriods(ctx, add);
  if (indexes.length > 0) addVariables(ctx, indexes, add);
  if (ctx.doc.kind === 'policy') {
    addBand(ctx, add);
    if (indexes.length > 0) addTargets(ctx, indexes, { start, end }, add);
  }
  return hints.sort(
    (a, b) => a.position.line - b.position.line || a.position.character - b.position.character,
  );
}

interface LineSpan {
  readonly start: number;
  readonly end: number;
}

type AddHint = (node: LineSpan, label: string) => void;

function addPeriods(ctx: FeatureContext, add: AddHint): void {
  const { doc } = ctx;
  const nodes: (JsonNode | undefined)[] =
    doc.kind === 'policy'
      ? [doc.property('retentionDays')]
      : doc.kind === 'psr'
        ? (doc.property('retention')?.props ?? []).filter((p) => /Days$/.test(p.key)).map((p) => p.value)
        : doc.kind === 'tests'
          ? (doc.property('tests')?.items ?? []).map(
              (test) => property(property(test, 'expect')?.value, 'retentionDays')?.value,
            )
          : [];
  for (const node of nodes) {
    const period = typeof node?.value === 'number' ? periodOf(node.value) : undefined;
    if (period !== undefined) add(node!, `= ${period}`);
  }
}

function addVariables(ctx: FeatureContext, indexes: readonly EnvironmentIndex[], add: AddHint): void {
  // The value stands behind each use: several in one string are told apart.
  for (const spot of variableSpots(ctx.doc)) {
    const values = indexes.map(({ environment }) => environment.variables.get(spot.name));
    const at = values.findIndex((value) => value !== undefined);
    if (at < 0) continue;
    const text = shortened(values[at]!);
    add(
      { start: spot.outerStart, end: spot.outerEnd },
      `= ${values.every((value) => value === values[at]) ? text : inOne(text, indexes[at]!)}`,
    );
  }
}

/** What holds in the environment shown and not in all of those the hint could be about. */
function inOne(text: string, { environment }: EnvironmentIndex): string {
  return t('{text} in {environment}', { text, environment: environment.name });
}

/** An id by its first eight digits: nobody reads the rest, and the hover has it whole. */
function shortened(value: string): string {
  return UUID.test(value) ? `${value.slice(0, 8)}…` : value;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function addBand(ctx: FeatureContext, add: AddHint): void {
  const node = ctx.doc.property('priority');
  const priority = node?.value;
  if (typeof priority !== 'number') return;
  const band = ctx.project.config.bands.find((b) => priority >= b.low && priority <= b.high);
  if (band !== undefined) add(node!, band.name);
}

/** The name of each target, and who wins there where it is not this policy alone. */
function addTargets(
  ctx: FeatureContext,
  indexes: readonly EnvironmentIndex[],
  range: LineSpan,
  add: AddHint,
): void {
  const index = indexes[0]!;
  const facts = ctx.org.facts(index.environment.name);
  let shown = 0;
  for (const target of targetsOf(ctx.doc)) {
    if (target.node.end < range.start) continue;
    if (target.node.start > range.end || ++shown > MAX_HINTS) break;
    const id = resolveVariables(target.id, index.environment.variables)?.toLowerCase();
    const group =
      target.type === 'GROUP' && id !== undefined ? facts?.groups?.value.get(id)?.name : undefined;
    const name = group ?? facts?.names?.value.get(`${target.type}:${id}`);
    const parts = name === undefined ? [] : [name];
    const winners = indexes.map((i) => winnerIn(ctx, i, target));
    const winner = winners[0];
    if (winner !== undefined)
      parts.push(winners.every((other) => other === winner) ? winner : inOne(winner, index));
    if (parts.length > 0) add(target.node, parts.join(' · '));
  }
}

/** Who wins on a target where it is not this policy alone. */
function winnerIn(
  ctx: FeatureContext,
  index: EnvironmentIndex,
  target: { readonly type: string; readonly id: string },
): string | undefined {
  const key = index.keyOf(target.type, target.id);
  const contest =
    key === undefined ? undefined : contestForTarget(index, key, ctx.org.facts(index.environment.name));
  return contest !== undefined && contest.policies.length > 1 ? winnerText(ctx, contest.winner) : undefined;
}

function winnerText(ctx: FeatureContext, winner: TargetContest['winner']): string {
  if (winner === undefined) return t('tied: the last write wins');
  return winner.uri === ctx.doc.uri
    ? t('this policy wins')
    : t('{policy} wins', { policy: clean(winner.label) });
}
