import type { Plan, PlannedChange } from '../../../org/commands/plan/plan';
import { markdownCode as code, markdownText as text } from '../../format/markdown';
import { partsOf, planSummary } from './plan-parts';
import { entryText, fieldName, isTarget, type TargetNameOf, valueText } from './values';

const MAX_NAMES = 20;
const TITLES: Readonly<Record<PlannedChange['action'], string>> = {
  create: 'Create',
  update: 'Update',
  conflict: 'Conflict',
  blocked: 'Blocked',
  none: 'Changed in the org',
  removed: 'File removed here',
  'remote-only': 'Only in the org',
};

/**
 * The plan as a comment on a pull request (GitHub-flavoured Markdown). Values stand in code spans, where
 * nothing of them is markup.
 */
export function planMarkdown(plan: Plan, nameOf: TargetNameOf): string {
  const { shown, remoteOnly } = partsOf(plan);
  const lines = [
    `### Recording policies: plan for ${code(plan.environment)}`,
    '',
    `**${text(planSummary(plan))}**`,
    '',
  ];
  for (const b of plan.blockers) lines.push(`> **Stop:** ${text(b.message)}`, '');
  for (const c of shown) {
    lines.push(`#### ${TITLES[c.action]}: ${code(c.name)}`, '');
    lines.push(`${c.file === undefined ? '' : `${code(c.file)} · `}${text(c.reason)}`, '');
    if (c.fields.length === 0) continue;
    lines.push(
      c.action === 'create' ? '| field | value |' : '| field | in the org | in the file |',
      c.action === 'create' ? '| --- | --- |' : '| --- | --- | --- |',
    );
    for (const f of c.fields) {
      const cells = c.action === 'create' ? [f.to] : [f.from, f.to];
      lines.push(`| ${code(fieldName(f.path))} | ${cells.map((v) => cell(v, nameOf)).join(' | ')} |`);
    }
    lines.push('');
  }
  if (remoteOnly.length > 0) {
    const more = remoteOnly.length > MAX_NAMES ? ` and ${remoteOnly.length - MAX_NAMES} more` : '';
    const names = remoteOnly
      .slice(0, MAX_NAMES)
      .map((c) => code(c.name))
      .join(', ');
    lines.push(`Only in the org, left alone: ${names}${more}`, '');
  }
  for (const note of plan.notes) lines.push(`- ${text(note)}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function cell(value: unknown, nameOf: TargetNameOf): string {
  if (value === undefined) return '*absent*';
  if (Array.isArray(value) && value.some(isTarget))
    return value.map((v) => code(entryText(v, nameOf))).join('<br>');
  return code(valueText(value));
}
