import * as vscode from 'vscode';
import type { StatusItem } from '../../../org/commands/status/status';
import { fieldText } from '../deploy/fields';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';
import { appearanceOf, countsOf } from './appearance';
import { environmentText } from './items';
import { stateText } from './messages';
import type { OrgNode } from './nodes';

const MAX_FIELDS = 10;

/** What is said where somebody points at a row, plain text; undefined for rows that say all of it already. */
export function tooltipFor(orgContext: OrgContext, node: OrgNode): string | undefined {
  const lines =
    node.type === 'environment'
      ? environmentLines(orgContext, node.env)
      : node.type === 'policy'
        ? policyLines(node.item)
        : [];
  const said = lines.filter((line) => line !== '');
  return said.length === 0 ? undefined : said.join('\n');
}

function environmentLines(orgContext: OrgContext, env: EnvironmentRef): string[] {
  const { status, error } = orgContext.model.state(env);
  const counts = status === undefined ? undefined : countsOf(status.items);
  return [
    [sanitiseForUi(env.name), ...environmentText(orgContext, env)].join(' · '),
    counts === undefined
      ? ''
      : vscode.l10n.t(
          '{0} changed here, {1} changed in the org, {2} in conflict.',
          counts.here,
          counts.org,
          counts.conflicts,
        ),
    status === undefined ? '' : vscode.l10n.t('Read at {0}.', new Date(status.asOf).toLocaleTimeString()),
    error === undefined ? '' : sanitiseMessage(error.message),
  ];
}

function policyLines(item: StatusItem): string[] {
  const name =
    item.kind === 'recording-settings' ? vscode.l10n.t('Recording Settings') : sanitiseForUi(item.name);
  return [
    `${name}: ${stateText(appearanceOf(item).state, item)}`,
    sanitiseForUi(item.file ?? '', 400),
    sanitiseForUi(item.message, 400),
    ...item.fields.slice(0, MAX_FIELDS).map((f) => fieldText(f)),
    ...(item.fields.length > MAX_FIELDS ? ['…'] : []),
  ];
}
