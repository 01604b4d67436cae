import * as vscode from 'vscode';
import { commandId } from '../../org-commands';
import type { OrgContext } from '../org-context';
import { isKnown, orphanName } from '../orphans/naming';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { appearanceOf, filtered, type ItemFilter } from './appearance';
import { stateText } from './messages';
import type { OrgNode } from './nodes';

type NodeOf<T extends OrgNode['type']> = Extract<OrgNode, { type: T }>;

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/**
 * What is said beside the name of an environment, the most important first: a narrow view cuts off the end.
 */
export function environmentText(orgContext: OrgContext, env: EnvironmentRef): string[] {
  const { endpoints, connected, error } = orgContext.model.state(env);
  const severalProjects = orgContext.projects.all.length > 1;
  const host = endpoints?.org.replace(/^.*\((.*)\)$/, '$1') ?? '';
  return [
    connected === false ? vscode.l10n.t('not connected') : '',
    error === undefined ? '' : vscode.l10n.t('not reached'),
    env.isProtected ? vscode.l10n.t('protected') : '',
    sanitiseForUi(host),
    severalProjects ? sanitiseForUi(vscode.workspace.asRelativePath(env.project.uri)) : '',
    orgContext.choice.isCurrent(env) ? vscode.l10n.t('current') : '',
  ].filter((p) => p !== '');
}

/**
 * How a node is shown: names of files and orgs as plain text, every state as icon, as words and as a label to
 * be read out.
 */
export function itemFor(orgContext: OrgContext, node: OrgNode, filter: ItemFilter): vscode.TreeItem {
  switch (node.type) {
    case 'environment':
      return environmentItem(orgContext, node);
    case 'group':
      return groupItem(orgContext, node, filter);
    case 'policy':
      return policyItem(node);
    case 'orphan':
      return orphanItem(node);
    case 'audit':
      return auditItem(node);
    case 'interrupted':
      return interruptedItem(orgContext, node);
    case 'message':
      return messageItem(node);
  }
}

function environmentItem(orgContext: OrgContext, { env }: NodeOf<'environment'>): vscode.TreeItem {
  const { connected, busy } = orgContext.model.state(env);
  const current = orgContext.choice.isCurrent(env);
  const item = new vscode.TreeItem(sanitiseForUi(env.name), current ? Expanded : Collapsed);
  const parts = environmentText(orgContext, env);
  item.id = `${env.project.root}\n${env.name}`;
  item.description = parts.join(' · ');
  item.iconPath = new vscode.ThemeIcon(
    busy
      ? 'loading~spin'
      : connected === true
        ? env.isProtected
          ? 'lock'
          : 'server-environment'
        : 'debug-disconnect',
  );
  item.contextValue = `environment ${connected === true ? 'connected' : 'disconnected'}`;
  item.accessibilityInformation = {
    label: vscode.l10n.t('Environment {0}', [sanitiseForUi(env.name), ...parts].join(', ')),
  };
  return item;
}

function groupItem(
  orgContext: OrgContext,
  { env, group }: NodeOf<'group'>,
  filter: ItemFilter,
): vscode.TreeItem {
  const id = `${env.project.root}\n${env.name}\n${group}`;
  if (group === 'policies') {
    const item = new vscode.TreeItem(
      vscode.l10n.t('Policies'),
      orgContext.choice.isCurrent(env) ? Expanded : Collapsed,
    );
    const all = orgContext.model.state(env).status?.items.filter((i) => i.kind === 'policy');
    if (all !== undefined) {
      const shown = filtered(all, filter).length;
      item.description =
        shown === all.length ? String(all.length) : vscode.l10n.t('{0} of {1}', shown, all.length);
    }
    item.iconPath = new vscode.ThemeIcon('checklist');
    item.contextValue = 'policies';
    item.id = id;
    return item;
  }
  const orphans = group === 'orphans';
  const label = orphans ? vscode.l10n.t('Orphaned Recordings') : vscode.l10n.t('Audit Trail');
  const item = new vscode.TreeItem(label, Collapsed);
  item.iconPath = new vscode.ThemeIcon(orphans ? 'device-camera-video' : 'history');
  if (orphans && orgContext.model.knownOrphansOnly) item.description = vscode.l10n.t('known conversation');
  item.contextValue = orphans ? `orphans ${orgContext.model.knownOrphansOnly ? 'known' : 'all'}` : 'audit';
  item.id = id;
  return item;
}

function policyItem({ env, item: status }: NodeOf<'policy'>): vscode.TreeItem {
  const settings = status.kind === 'recording-settings';
  const name = settings ? vscode.l10n.t('Recording Settings') : sanitiseForUi(status.name);
  const item = new vscode.TreeItem(name, None);
  const look = appearanceOf(status);
  const words = stateText(look.state, status);
  item.description = words;
  item.iconPath = new vscode.ThemeIcon(
    look.icon,
    look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
  );
  const sides = [status.file === undefined ? '' : 'here', status.id === undefined ? '' : 'there'].filter(
    (s) => s !== '',
  );
  item.contextValue = [settings ? 'settings' : 'policy', look.state, ...sides].join(' ');
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', name, words) };
  item.id = `${env.project.root}\n${env.name}\n${status.kind}\n${status.file ?? ''}\n${status.id ?? ''}`;
  item.command =
    status.file === undefined
      ? {
          command: commandId('compare'),
          title: vscode.l10n.t('Show'),
          arguments: [{ type: 'policy', env, item: status }],
        }
      : {
          command: 'vscode.open',
          title: vscode.l10n.t('Open'),
          arguments: [vscode.Uri.joinPath(env.project.uri, status.file)],
        };
  return item;
}

function orphanItem({ env, orphan }: NodeOf<'orphan'>): vscode.TreeItem {
  const item = new vscode.TreeItem(sanitiseForUi(orphanName(orphan)), None);
  const known = isKnown(orphan);
  const words = known ? vscode.l10n.t('known conversation') : vscode.l10n.t('conversation unknown');
  const time = orphan.createdTime === undefined ? '' : new Date(orphan.createdTime).toLocaleString();
  item.description = [sanitiseForUi(time), words].filter((p) => p !== '').join(' · ');
  item.iconPath = new vscode.ThemeIcon(known ? 'link' : 'question');
  item.contextValue = 'orphan';
  item.id = `${env.project.root}\n${env.name}\norphan\n${orphan.id}`;
  const size = orphan.mediaSizeBytes === undefined ? '' : `${(orphan.mediaSizeBytes / 1024).toFixed(0)} KB`;
  item.tooltip = [orphan.id, String(orphan.mediaType ?? ''), size, orphan.recording?.conversationId ?? '']
    .filter((l) => l !== '')
    .map((l) => sanitiseForUi(l))
    .join('\n');
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'Orphaned recording {0}',
      `${sanitiseForUi(orphanName(orphan))}, ${item.description}`,
    ),
  };
  item.command = {
    command: commandId('playOrphan'),
    title: vscode.l10n.t('Play'),
    arguments: [{ type: 'orphan', env, orphan }],
  };
  return item;
}

function auditItem({ env, record }: NodeOf<'audit'>): vscode.TreeItem {
  const item = new vscode.TreeItem(sanitiseForUi(record.action), None);
  const time = new Date(record.eventTimestamp).toLocaleString();
  item.description = [sanitiseForUi(record.resourceType), time, sanitiseForUi(record.userId)].join(' · ');
  item.tooltip = [
    sanitiseForUi(record.action),
    sanitiseForUi(record.resourceType),
    time,
    sanitiseForUi(record.userId),
  ].join('\n');
  item.accessibilityInformation = { label: [sanitiseForUi(record.action), item.description].join(', ') };
  item.iconPath = new vscode.ThemeIcon('note');
  item.contextValue = 'record';
  item.id = `${env.project.root}\n${env.name}\naudit\n${record.id}`;
  item.command = {
    command: commandId('showAuditRecord'),
    title: vscode.l10n.t('Show'),
    arguments: [{ type: 'audit', env, record }],
  };
  return item;
}

function interruptedItem(orgContext: OrgContext, node: NodeOf<'interrupted'>): vscode.TreeItem {
  const { interrupted } = orgContext.model.state(node.env);
  const item = new vscode.TreeItem(vscode.l10n.t('Interrupted deploy: finish'), None);
  item.description = sanitiseForUi(interrupted?.name ?? '');
  item.iconPath = new vscode.ThemeIcon('debug-restart', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'interrupted';
  item.tooltip = vscode.l10n.t(
    'A deploy ended while it wrote "{0}". Finishing finds out what became of it, then shows what is left to deploy.',
    sanitiseForUi(interrupted?.name ?? ''),
  );
  item.command = { command: commandId('resume'), title: vscode.l10n.t('Finish'), arguments: [node] };
  return item;
}

function messageItem({ text, icon, command }: NodeOf<'message'>): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = text;
  if (command !== undefined) item.command = command;
  return item;
}
