import type { CascadeEntry } from '../../cascade/cascade';
import { targetLabel } from '../../cascade/report/target-label';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import { t } from '../../l10n';
import { ageOf } from '../shared/age';
import { escapeMarkdown } from '../shared/markup';
import type { MappedTarget } from './choose';
import { mappedTargets } from './choose';
import { Flowchart, type Stroke } from './mermaid';

/** What a picture can hold and still be read; Mermaid itself refuses more than 500 lines between boxes. */
export const PICTURE_LIMITS = { targets: 40, policies: 60, arrows: 150 };
/** What the table can hold. */
const ROWS = 500;
/** Policies named in one cell of the table. */
const NAMED = 5;

export interface MapOptions {
  readonly facts: OrgFacts | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The targets and policies of an environment as a Markdown document: a Mermaid flowchart (the winner by a
 * solid line, others dashed, ties thick and named) and the same as a table. A big project is cut, and the
 * document says what was left out.
 */
export function policyMap(index: EnvironmentIndex, { facts, now }: MapOptions): string {
  const { targets, leftOut } = mappedTargets(index, facts, ROWS);
  const { name } = index.environment;
  const blocks = [
    name === '' ? `# ${t('Policy map')}` : `# ${t('Policy map of {name}', { name: escapeMarkdown(name) })}`,
    sourceText(facts, now),
  ];
  if (targets.length === 0) blocks.push(t('No enabled policy has a target here.'));
  else blocks.push(...picture(index, targets, leftOut, facts), ...table(index, targets, leftOut, facts));
  return `${blocks.join('\n\n')}\n`;
}

function sourceText(facts: OrgFacts | undefined, now: number): string {
  const remote = facts?.remoteOnly;
  return remote === undefined
    ? t('Enabled policies of the files. Which others the org has is not known.')
    : t('Enabled policies of the files, and {count} that only the org has ({age}).', {
        count: remote.value.filter((p) => p.enabled).length,
        age: ageOf(remote, now),
      });
}

function picture(
  index: EnvironmentIndex,
  targets: readonly MappedTarget[],
  notListed: number,
  facts: OrgFacts | undefined,
): string[] {
  const chart = new Flowchart();
  const policies = new Set<string>();
  let arrows = 0;
  let drawn = 0;
  let cut = 0;
  for (const target of targets) {
    const added = new Set(target.entries.map(policyKey).filter((key) => !policies.has(key)));
    const fits =
      drawn < PICTURE_LIMITS.targets &&
      policies.size + added.size <= PICTURE_LIMITS.policies &&
      arrows + target.entries.length <= PICTURE_LIMITS.arrows;
    // One target with more policies than the picture holds is shown by its first ones, for it is what one
    // wants to see.
    const entries = fits
      ? target.entries
      : drawn === 0
        ? target.entries.slice(0, PICTURE_LIMITS.policies)
        : [];
    cut += target.entries.length - entries.length;
    if (entries.length === 0) continue;
    drawn++;
    arrows += entries.length;
    chart.box(target.key, 'target', [targetLabel(target.key, index.environment, facts)]);
    for (const entry of entries) {
      const key = policyKey(entry);
      policies.add(key);
      if (!chart.has(key)) chart.box(key, entry.policy.facts ? 'policy' : 'remote', policyLines(entry));
      chart.arrow(target.key, key, ...lineOf(entry));
    }
  }
  const left = targets.length - drawn + notListed;
  const told =
    left > 0 || cut > 0
      ? t(
          'The picture shows {drawn} targets, the most contested ones first. Left out: {left} targets and {cut} of the lines to policies. The table has more.',
          { drawn, left, cut },
        )
      : t('Targets on the left, policies on the right. A solid line leads to the policy that applies.');
  return [told, `\`\`\`mermaid\n${chart.text()}\n\`\`\``];
}

function lineOf(entry: CascadeEntry): [Stroke, string] {
  const { priority } = entry.policy;
  if (entry.outcome === 'wins') return ['solid', t('wins {priority}', { priority })];
  if (entry.outcome === 'ties') return ['thick', t('collides {priority}', { priority })];
  return ['dashed', t('loses {priority}', { priority })];
}

function policyLines({ policy, retentionInForce }: CascadeEntry): string[] {
  const lines = [policy.label];
  if (retentionInForce !== undefined) lines.push(t('{days} days', { days: retentionInForce }));
  if (policy.facts === undefined) lines.push(t('only in the org'));
  return lines;
}

function policyKey({ policy }: CascadeEntry): string {
  return policy.facts === undefined ? `org ${policy.remote!.id}` : `file ${policy.facts.uri}`;
}

function table(
  index: EnvironmentIndex,
  targets: readonly MappedTarget[],
  leftOut: number,
  facts: OrgFacts | undefined,
): string[] {
  const rows = targets.map((target) => {
    const label = escapeMarkdown(targetLabel(target.key, index.environment, facts));
    const top = target.ties ? target.entries.filter((e) => e.outcome === 'ties') : target.entries.slice(0, 1);
    const rest = target.entries.slice(top.length);
    const first = target.ties ? `**${t('Collision')}:** ${names(top)}` : names(top);
    const kept = new Set(top.map((e) => e.retentionInForce));
    const days = kept.size === 1 ? [...kept][0] : undefined;
    const retention = days === undefined ? t('not certain') : t('{days} days', { days });
    return `| ${label} | ${first} | ${retention} | ${rest.length === 0 ? '–' : names(rest)} |`;
  });
  const head = `| ${t('Target')} | ${t('What applies')} | ${t('Kept')} | ${t('What loses')} |\n| --- | --- | --- | --- |`;
  const blocks = [`## ${t('As a table')}`, `${head}\n${rows.join('\n')}`];
  if (leftOut > 0) blocks.push(t('{count} more targets are left out of the table.', { count: leftOut }));
  return blocks;
}

function names(entries: readonly CascadeEntry[]): string {
  const shown = entries.slice(0, NAMED).map(({ policy }) => {
    const remote = policy.facts === undefined ? `, ${t('only in the org')}` : '';
    return `${escapeMarkdown(policy.label)} (${policy.priority}${remote})`;
  });
  const rest = entries.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} ${t('and {count} more', { count: rest })}` : shown.join(', ');
}
