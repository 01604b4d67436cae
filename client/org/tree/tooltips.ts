import * as vscode from 'vscode';
import type { StatusItem } from '../../../org/commands/status/status';
import { fieldText } from '../deploy/fields';
import type { Desk } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { plain, plainMessage } from '../text/sanitise';
import { countsOf, lookOf } from './appearance';
import { environmentWords } from './items';
import { wordsFor } from './messages';
import type { OrgNode } from './nodes';

const MAX_FIELDS = 10;

/** What is said where somebody points at a row, plain text; undefined for rows that say all of it already. */
export function tooltipFor(desk: Desk, node: OrgNode): string | undefined {
  const lines =
    node.type === 'environment'
      ? environmentLines(desk, node.env)
      : node.type === 'policy'
        ? policyLines(node.item)
        : [];
  const said = lines.filter((line) => line !== '');
  return said.length === 0 ? undefined : said.join('\n');
}

function environmentLines(desk: Desk, env: EnvironmentRef): string[] {
  const { status, error } = desk.model.state(env);
  const counts = status === undefined ? undefined : countsOf(status.items);
  return [
    [plain(env.name), ...environmentWords(desk, env)].join(' · '),
    counts === undefined
      ? ''
      : vscode.l10n.t(
          '{0} changed here, {1} changed in the org, {2} in conflict.',
          counts.here,
          counts.org,
          counts.conflicts,
        ),
    status === undefined ? '' : vscode.l10n.t('Read at {0}.', new Date(status.asOf).toLocaleTimeString()),
    error === undefined ? '' : plainMessage(error.message),
  ];
}

function policyLines(item: StatusItem): string[] {
  const name = item.kind === 'recording-settings' ? vscode.l10n.t('Recording Settings') : plain(item.name);
  return [
    `${name}: ${wordsFor(lookOf(item).state, item)}`,
    plain(item.file ?? '', 400),
    plain(item.message, 400),
    ...item.fields.slice(0, MAX_FIELDS).map((f) => fieldText(f)),
    ...(item.fields.length > MAX_FIELDS ? ['…'] : []),
  ];
}
