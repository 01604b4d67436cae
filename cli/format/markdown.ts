import { inert, oneLine } from '../../core/text/one-line';
import { withoutCommands } from '../terminal/text';

/**
 * A name or a value as a code span, where nothing of it is markup, a mention or a link; fit for a cell of a
 * table.
 */
export function markdownCode(value: string): string {
  const line = withoutCommands(oneLine(value)).replaceAll('|', '\\|');
  if (line.trim() === '') return '` `';
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((r) => r.length)) + 1);
  return runs.length > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A message as running text: nothing in it is markup, HTML, an entity, a formula, a mention or a link. */
export function markdownText(value: string): string {
  return withoutCommands(inert(value)).replace(/[\\`*_{}[\]<>#|@&$~!]/g, '\\$&');
}
