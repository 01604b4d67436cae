import type { ItemResult } from '../../../org/commands/session';
import type { Colours } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { fieldName, valueText } from './values';

/** What became of each change, failures with their reason. */
export function itemLines(items: readonly ItemResult[], colours: Colours): string {
  const words: Readonly<Record<ItemResult['outcome'], string>> = {
    done: colours.green('done     '),
    failed: colours.red('failed   '),
    conflict: colours.red('conflict '),
    blocked: colours.red('blocked  '),
    unknown: colours.red('unknown  '),
    'not-tried': colours.yellow('not tried'),
  };
  let out = '';
  for (const [i, item] of items.entries()) {
    const place =
      item.file === undefined ? '' : ` ${item.file}${item.line === undefined ? '' : `:${item.line + 1}`}`;
    out += `${words[item.outcome]}  ${colours.bold(sanitiseForTerminal(item.name))}${colours.dim(sanitiseForTerminal(place))}\n`;
    // What is said of several in a row is said once.
    const repeated = items[i + 1]?.message === item.message;
    if (item.message !== '' && !repeated) out += `           ${sanitiseForTerminal(item.message)}\n`;
    for (const s of item.storedOtherwise ?? [])
      out += `           ${colours.yellow(`the org stores ${fieldName(s.path)} as ${valueText(s.stored)}, not ${valueText(s.sent)} as sent`)}\n`;
  }
  return out;
}
