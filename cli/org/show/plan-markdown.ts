import { loweredText } from '../../../org/commands/plan/lowered';
import type { Plan, PlannedChange } from '../../../org/commands/plan/plan';
import { markdownCode as code, markdownText as text } from '../../format/markdown';
import { partsOf, planSummary } from './plan-parts';
import { entryText, fieldName, isTarget, type TargetNameOf, valueText } from './values';

const MAX_NAMES = 20;
/** Lines of one list. */
const MAX_LINES = 50;
/** Characters of a comment on a pull request, with room for what a pipeline adds: GitHub takes 65,536. */
const MAX_CHARACTERS = 60_000;
/** Characters of one value. */
const MAX_VALUE = 400;
/** So many changes stand open; the rest is folded. */
const OPEN = 20;
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
 * The plan as a comment on a pull request (GitHub-flavoured Markdown), at most 60,000 characters: what lowers
 * the protection first, the rest folded, and counted where it does not fit. Values stand in code spans, where
 * nothing of them is markup.
 */
export function planMarkdown(plan: Plan, nameOf: TargetNameOf): string {
  const { shown, remoteOnly } = partsOf(plan);
  const head = [
    `### Recording policies: plan for ${code(plan.environment)}`,
    '',
    `**${text(planSummary(plan))}**`,
    '',
  ];
  head.push(...listed(plan.lowered.map((l) => `- **Lowers protection:** ${text(clipped(loweredText(l)))}`)));
  head.push(...listed(plan.blockers.map((b) => `> **Stop:** ${text(clipped(b.message))}\n`)));
  const foot: string[] = [];
  if (remoteOnly.length > 0) {
    const more = remoteOnly.length > MAX_NAMES ? ` and ${remoteOnly.length - MAX_NAMES} more` : '';
    const names = remoteOnly
      .slice(0, MAX_NAMES)
      .map((c) => code(clipped(c.name)))
      .join(', ');
    foot.push(`Only in the org, left alone: ${names}${more}`, '');
  }
  foot.push(...listed(plan.notes.map((note) => `- ${text(clipped(note))}`)));
  const around = `${head.join('\n')}\n${foot.join('\n')}`;
  const body = bodyOf(shown, nameOf, MAX_CHARACTERS - around.length);
  return `${[...head, ...body, ...foot].join('\n').trimEnd()}\n`;
}

/** The changes one by one, as far as there is room. */
function bodyOf(shown: readonly PlannedChange[], nameOf: TargetNameOf, room: number): string[] {
  const lines: string[] = [];
  let left = room - 400;
  let written = 0;
  for (const c of shown) {
    const section = sectionOf(c, nameOf);
    const size = section.join('\n').length + 1;
    if (size > left) break;
    if (written === OPEN) lines.push('<details><summary>More changes</summary>', '');
    lines.push(...section);
    left -= size;
    written++;
  }
  if (written > OPEN) lines.push('</details>', '');
  const rest = shown.slice(written);
  if (rest.length > 0) {
    const counts = Object.entries(TITLES).flatMap(([action, title]) => {
      const n = rest.filter((c) => c.action === action).length;
      return n === 0 ? [] : [`${title}: ${n}`];
    });
    lines.push(`${rest.length} more that do not fit here. ${counts.join(', ')}.`, '');
  }
  return lines;
}

function sectionOf(c: PlannedChange, nameOf: TargetNameOf): string[] {
  const title = c.irreversible === undefined ? TITLES[c.action] : `Cannot be undone, ${c.irreversible}`;
  const lines = [`#### ${title}: ${code(clipped(c.name))}`, ''];
  lines.push(`${c.file === undefined ? '' : `${code(c.file)} · `}${text(clipped(c.reason, 1000))}`, '');
  if (c.fields.length === 0) return lines;
  lines.push(
    c.action === 'create' ? '| field | value |' : '| field | in the org | in the file |',
    c.action === 'create' ? '| --- | --- |' : '| --- | --- | --- |',
  );
  for (const f of c.fields) {
    const cells = c.action === 'create' ? [f.to] : [f.from, f.to];
    const mark = f.lowersProtection === true ? ' **lowers protection**' : '';
    lines.push(`| ${code(fieldName(f.path))}${mark} | ${cells.map((v) => cell(v, nameOf)).join(' | ')} |`);
  }
  lines.push('');
  return lines;
}

function listed(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MAX_LINES);
  const more = lines.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`- and ${more} more`]), ''];
}

function clipped(value: string, length = MAX_VALUE): string {
  return value.length <= length ? value : `${value.slice(0, length)}…`;
}

function cell(value: unknown, nameOf: TargetNameOf): string {
  if (value === undefined) return '*absent*';
  if (Array.isArray(value) && value.some(isTarget)) {
    const shown = value.slice(0, MAX_NAMES).map((v) => code(clipped(entryText(v, nameOf))));
    const more = value.length > shown.length ? [`and ${value.length - shown.length} more`] : [];
    return [...shown, ...more].join('<br>');
  }
  return code(clipped(valueText(value)));
}
