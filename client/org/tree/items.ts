import * as vscode from 'vscode';
import { commandId } from '../../org-commands';
import type { Desk } from '../org-context';
import { isKnown, orphanName } from '../orphans/naming';
import type { EnvironmentRef } from '../projects/projects';
import { plain } from '../text/sanitise';
import { type Filter, filtered, lookOf } from './appearance';
import { wordsFor } from './messages';
import type { OrgNode } from './nodes';

type NodeOf<T extends OrgNode['type']> = Extract<OrgNode, { type: T }>;

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** What is said beside the name of an environment, the most important first: a narrow view cuts off the end. */
export function environmentWords(desk: Desk, env: EnvironmentRef): string[] {
  const { endpoints, connected, error } = desk.model.state(env);
  const severalProjects = desk.projects.all.length > 1;
  const host = endpoints?.org.replace(/^.*\((.*)\)$/, '$1') ?? '';
  return [
    connected === false ? vscode.l10n.t('not connected') : '',
    error === undefined ? '' : vscode.l10n.t('not reached'),
    env.isProtected ? vscode.l10n.t('protected') : '',
    plain(host),
    severalProjects ? plain(vscode.workspace.asRelativePath(env.project.uri)) : '',
    desk.choice.isCurrent(env) ? vscode.l10n.t('current') : '',
  ].filter((p) => p !== '');
}

/** How a node is shown: names of files and orgs as plain text, every state as icon, as words and as a label to be read out. */
export function itemFor(desk: Desk, node: OrgNode, filter: Filter): vscode.TreeItem {
  switch (node.type) {
    case 'environment':
      return environmentItem(desk, node);
    case 'group':
      return groupItem(desk, node, filter);
    case 'policy':
      return policyItem(node);
    case 'orphan':
      return orphanItem(node);
    case 'audit':
      return auditItem(node);
    case 'interrupted':
      return interruptedItem(desk, node);
    case 'message':
      return messageItem(node);
  }
}

function environmentItem(desk: Desk, { env }: NodeOf<'environment'>): vscode.TreeItem {
  const { connected, busy } = desk.model.state(env);
  const current = desk.choice.isCurrent(env);
  const item = new vscode.TreeItem(plain(env.name), current ? Expanded : Collapsed);
  const parts = environmentWords(desk, env);
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
    label: vscode.l10n.t('Environment {0}', [plain(env.name), ...parts].join(', ')),
  };
  return item;
}

function groupItem(desk: Desk, { env, group }: NodeOf<'group'>, filter: Filter): vscode.TreeItem {
  const id = `${env.project.root}\n${env.name}\n${group}`;
  if (group === 'policies') {
    const item = new vscode.TreeItem(
      vscode.l10n.t('Policies'),
      desk.choice.isCurrent(env) ? Expanded : Collapsed,
    );
    const all = desk.model.state(env).status?.items.filter((i) => i.kind === 'policy');
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
  if (orphans && desk.model.knownOrphansOnly) item.description = vscode.l10n.t('known conversation');
  item.contextValue = orphans ? `orphans ${desk.model.knownOrphansOnly ? 'known' : 'all'}` : 'audit';
  item.id = id;
  return item;
}

function policyItem({ env, item: status }: NodeOf<'policy'>): vscode.TreeItem {
  const settings = status.kind === 'recording-settings';
  const name = settings ? vscode.l10n.t('Recording Settings') : plain(status.name);
  const item = new vscode.TreeItem(name, None);
  const look = lookOf(status);
  const words = wordsFor(look.state, status);
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
  const item = new vscode.TreeItem(plain(orphanName(orphan)), None);
  const known = isKnown(orphan);
  const words = known ? vscode.l10n.t('known conversation') : vscode.l10n.t('conversation unknown');
  const time = orphan.createdTime === undefined ? '' : new Date(orphan.createdTime).toLocaleString();
  item.description = [plain(time), words].filter((p) => p !== '').join(' · ');
  item.iconPath = new vscode.ThemeIcon(known ? 'link' : 'question');
  item.contextValue = 'orphan';
  item.id = `${env.project.root}\n${env.name}\norphan\n${orphan.id}`;
  const size = orphan.mediaSizeBytes === undefined ? '' : `${(orphan.mediaSizeBytes / 1024).toFixed(0)} KB`;
  item.tooltip = [orphan.id, String(orphan.mediaType ?? ''), size, orphan.recording?.conversationId ?? '']
    .filter((l) => l !== '')
    .map((l) => plain(l))
    .join('\n');
  item.accessibilityInformation = {
    label: vscode.l10n.t('Orphaned recording {0}', `${plain(orphanName(orphan))}, ${item.description}`),
  };
  item.command = {
    command: commandId('playOrphan'),
    title: vscode.l10n.t('Play'),
    arguments: [{ type: 'orphan', env, orphan }],
  };
  return item;
}

function auditItem({ env, record }: NodeOf<'audit'>): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(record.action), None);
  const time = new Date(record.eventTimestamp).toLocaleString();
  item.description = [plain(record.resourceType), time, plain(record.userId)].join(' · ');
  item.tooltip = [plain(record.action), plain(record.resourceType), time, plain(record.userId)].join('\n');
  item.accessibilityInformation = { label: [plain(record.action), item.description].join(', ') };
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

function interruptedItem(desk: Desk, node: NodeOf<'interrupted'>): vscode.TreeItem {
  const { interrupted } = desk.model.state(node.env);
  const item = new vscode.TreeItem(vscode.l10n.t('Interrupted deploy: finish'), None);
  item.description = plain(interrupted?.name ?? '');
  item.iconPath = new vscode.ThemeIcon('debug-restart', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'interrupted';
  item.tooltip = vscode.l10n.t(
    'A deploy ended while it wrote "{0}". Finishing finds out what became of it, then shows what is left to deploy.',
    plain(interrupted?.name ?? ''),
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
