import { loweredText } from '../../../org/commands/plan/lowered';
import type { FieldChange, Plan, PlannedChange } from '../../../org/commands/plan/plan';
import type { Colours } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { partsOf, planSummary } from './plan-parts';
import { entryText, fieldName, isTarget, listChange, type TargetNameOf, valueText } from './values';

/** So many names of policies that only the org has are shown; the rest are counted. */
const MAX_NAMES = 10;

/** The plan for people: what, field by field, in which org, then a summary line. */
export function planPretty(plan: Plan, colours: Colours, nameOf: TargetNameOf): string {
  const { shown, remoteOnly } = partsOf(plan);
  const marks: Readonly<Record<PlannedChange['action'], string>> = {
    create: colours.green('+ create  '),
    update: colours.yellow('~ update  '),
    conflict: colours.red('! conflict'),
    blocked: colours.red('x blocked '),
    none: colours.dim('· none    '),
    removed: colours.yellow('- removed '),
    'remote-only': colours.dim('· only in the org'),
  };
  let out = '';
  for (const l of plan.lowered)
    out += `${colours.red('lowers protection')} ${sanitiseForTerminal(loweredText(l))}\n`;
  for (const c of shown) {
    const file = c.file === undefined ? '' : `  ${colours.dim(sanitiseForTerminal(c.file))}`;
    out += `${c.irreversible === undefined ? marks[c.action] : colours.red(`- ${c.irreversible.padEnd(8)}`)} ${colours.bold(sanitiseForTerminal(c.name))}${file}\n`;
    out += `    ${c.action === 'blocked' ? colours.red(sanitiseForTerminal(c.reason)) : colours.dim(sanitiseForTerminal(c.reason))}\n`;
    out += fieldLines(c, colours, nameOf);
    if (c.action === 'update')
      for (const f of c.intoFile ?? [])
        out += `    ${colours.dim(`into the file: ${fieldName(f.path)} ${valueText(f.from)} → ${valueText(f.to)}`)}\n`;
  }
  if (remoteOnly.length > 0) {
    const names = remoteOnly.slice(0, MAX_NAMES).map((c) => sanitiseForTerminal(c.name));
    const more = remoteOnly.length > MAX_NAMES ? ` and ${remoteOnly.length - MAX_NAMES} more` : '';
    out += colours.dim(
      `Only in the org, left alone (pull writes files for them): ${names.join(', ')}${more}\n`,
    );
  }
  for (const note of plan.notes) out += `${colours.yellow('note')} ${sanitiseForTerminal(note)}\n`;
  for (const b of plan.blockers) out += `${colours.red('stop')} ${sanitiseForTerminal(b.message)}\n`;
  const summary = sanitiseForTerminal(planSummary(plan));
  const stuck = plan.blockers.length > 0 || plan.changes.some((c) => c.action === 'blocked');
  return `${out}${out === '' ? '' : '\n'}${stuck ? colours.red(summary) : colours.bold(summary)}\n`;
}

function fieldLines(c: PlannedChange, colours: Colours, nameOf: TargetNameOf): string {
  const width = Math.max(0, ...c.fields.map((f) => fieldName(f.path).length));
  return c.fields
    .map((f) => {
      const clash = c.clashes?.find((x) => x.path === f.path);
      const base = clash === undefined ? '' : colours.dim(`  (was ${valueText(clash.base)})`);
      const mark = f.lowersProtection === true ? colours.red('  lowers protection') : '';
      return fieldLine(c, f, width, colours, nameOf, base + mark);
    })
    .join('');
}

function fieldLine(
  c: PlannedChange,
  f: FieldChange,
  width: number,
  colours: Colours,
  nameOf: TargetNameOf,
  base: string,
): string {
  const name = fieldName(f.path).padEnd(width);
  const lists = listChange(f.from ?? (c.action === 'create' ? [] : undefined), f.to);
  if (lists !== undefined && lists.added.length + lists.removed.length > 0) {
    const line = (mark: string, v: unknown, i: number) =>
      `    ${i === 0 ? name : ' '.repeat(width)}  ${mark} ${entryText(v, nameOf)}`;
    const removed = lists.removed.map((v, i) => colours.red(line('-', v, i)));
    const added = lists.added.map((v, i) => colours.green(line('+', v, i + removed.length)));
    return `${[...removed, ...added].join('\n')}${base}\n`;
  }
  if (c.action === 'create') return `    ${name}  ${oneOf(f.to, nameOf)}\n`;
  const sides =
    c.action === 'conflict'
      ? `org ${oneOf(f.from, nameOf)}, file ${oneOf(f.to, nameOf)}`
      : `${colours.red(oneOf(f.from, nameOf))} → ${colours.green(oneOf(f.to, nameOf))}`;
  return `    ${name}  ${sides}${base}\n`;
}

function oneOf(value: unknown, nameOf: TargetNameOf): string {
  return Array.isArray(value) && value.some(isTarget)
    ? value.map((v) => entryText(v, nameOf)).join(', ')
    : valueText(value);
}
