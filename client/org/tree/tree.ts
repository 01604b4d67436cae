import * as vscode from 'vscode';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { commandId } from '../../org-commands';
import type { AutoRefresh } from '../model/auto-refresh';
import { isOffline } from '../model/org-model';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';
import { filtered, type ItemFilter } from './appearance';
import { itemFor } from './items';
import type { OrgNode } from './nodes';
import { RowChanges } from './row-changes';
import { tooltipFor } from './tooltips';

const RECENT_RECORDS = 50;

/**
 * The view "Recording Policies". Children are made when they are opened; a list costs one look at the org, an
 * item none.
 */
export class OrgTree implements vscode.TreeDataProvider<OrgNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<OrgNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<OrgNode>;
  private readonly disposables: vscode.Disposable[];
  private readonly shows: RowChanges;
  private filter: ItemFilter = { text: '', changedOnly: false };

  constructor(
    private readonly orgContext: OrgContext,
    private readonly autoRefresh: AutoRefresh,
  ) {
    this.shows = new RowChanges((env) => orgContext.model.state(env));
    this.view = vscode.window.createTreeView('recpolicy.policies', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.disposables = [
      this.view,
      this.changed,
      this.view.onDidChangeVisibility(({ visible }) => autoRefresh.setTreeVisible(visible)),
      orgContext.model.onDidChange((env) => {
        if (env === undefined || this.shows.changed(env)) this.changed.fire(undefined);
      }),
      orgContext.choice.onDidChange(() => this.changed.fire(undefined)),
      orgContext.projects.onDidChange(() => this.changed.fire(undefined)),
    ];
    autoRefresh.setTreeVisible(this.view.visible);
    this.setFilter(this.filter);
  }

  setChangedOnly(changedOnly: boolean): void {
    this.setFilter({ ...this.filter, changedOnly });
  }

  async askFilter(): Promise<void> {
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter policies'),
      prompt: vscode.l10n.t('Part of a name or a file; empty: all'),
      value: this.filter.text,
    });
    if (text !== undefined) this.setFilter({ ...this.filter, text });
  }

  getTreeItem(node: OrgNode): vscode.TreeItem {
    return itemFor(this.orgContext, node, this.filter);
  }

  /**
   * Called where somebody points at a row: what is said there of times and fields is made then, for that row
   * alone.
   */
  resolveTreeItem(item: vscode.TreeItem, node: OrgNode): vscode.TreeItem {
    item.tooltip ??= tooltipFor(this.orgContext, node);
    return item;
  }

  async getChildren(node?: OrgNode): Promise<OrgNode[]> {
    if (node === undefined)
      return this.orgContext.projects.environments.map((env) => ({ type: 'environment', env }));
    const { env } = node;
    if (node.type === 'environment') return this.inEnvironment(env);
    if (node.type !== 'group') return [];
    if (node.group === 'policies') return this.policies(env);
    return this.fetched(env, () => (node.group === 'orphans' ? this.orphans(env) : this.audit(env)));
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }

  private setFilter(filter: ItemFilter): void {
    this.filter = filter;
    void vscode.commands.executeCommand('setContext', 'recpolicy.changedOnly', filter.changedOnly);
    const parts = [
      ...(filter.changedOnly ? [vscode.l10n.t('changed only')] : []),
      ...(filter.text.trim() === '' ? [] : [`"${sanitiseForUi(filter.text)}"`]),
    ];
    this.view.description = parts.join(', ');
    this.changed.fire(undefined);
  }

  private inEnvironment(env: EnvironmentRef): OrgNode[] {
    const { connected, error, interrupted, status } = this.orgContext.model.state(env);
    const left: OrgNode[] = interrupted === undefined ? [] : [{ type: 'interrupted', env }];
    if (connected === false) return [...left, connectNode(env)];
    this.autoRefresh.track(env);
    const settings = status?.items.filter((i) => i.kind === 'recording-settings') ?? [];
    return [
      ...(error === undefined ? [] : [errorNode(env, error)]),
      ...left,
      { type: 'group', env, group: 'policies' },
      ...settings.map((item) => ({ type: 'policy' as const, env, item })),
      ...(connected === true
        ? [
            { type: 'group' as const, env, group: 'orphans' as const },
            { type: 'group' as const, env, group: 'audit' as const },
          ]
        : []),
    ];
  }

  private policies(env: EnvironmentRef): OrgNode[] {
    const { status, busy, error } = this.orgContext.model.state(env);
    if (status === undefined) {
      if (error !== undefined && !busy) return [];
      return [message(env, vscode.l10n.t('Reading the org…'), 'loading~spin')];
    }
    const items = filtered(status.items, this.filter);
    const policies = items
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map((item) => ({ type: 'policy' as const, env, item }));
    if (policies.length > 0) return policies;
    const none = status.items.some((i) => i.kind === 'policy')
      ? vscode.l10n.t('No policy matches the filter')
      : vscode.l10n.t('No policies here or in the org');
    return [message(env, none, 'info')];
  }

  private async orphans(env: EnvironmentRef): Promise<OrgNode[]> {
    const list = await this.orgContext.model.orphans(env);
    if (list.length === 0) return [message(env, vscode.l10n.t('No orphaned recordings'), 'pass')];
    return list.map((orphan) => ({ type: 'orphan', env, orphan }));
  }

  private async audit(env: EnvironmentRef): Promise<OrgNode[]> {
    const records = await this.orgContext.model.audit(env, RECENT_RECORDS);
    if (records.length === 0) return [message(env, vscode.l10n.t('No records'), 'info')];
    const older = records.length === RECENT_RECORDS ? [exportNode(env)] : [];
    return [...records.map((record) => ({ type: 'audit' as const, env, record })), ...older];
  }

  private async fetched(env: EnvironmentRef, list: () => Promise<OrgNode[]>): Promise<OrgNode[]> {
    try {
      return await list();
    } catch (error) {
      this.orgContext.output.warn(sanitiseMessage(String(error)));
      return [errorNode(env, error instanceof Error ? error : new Error(String(error)))];
    }
  }
}

function message(env: EnvironmentRef, text: string, icon: string): OrgNode {
  return { type: 'message', env, text, icon };
}

function connectNode(env: EnvironmentRef): OrgNode {
  const title = vscode.l10n.t('Connect Org…');
  return {
    type: 'message',
    env,
    text: title,
    icon: 'plug',
    command: { command: commandId('connect'), title, arguments: [{ type: 'environment', env }] },
  };
}

function exportNode(env: EnvironmentRef): OrgNode {
  const title = vscode.l10n.t('Export older records…');
  return {
    type: 'message',
    env,
    text: title,
    icon: 'export',
    command: { command: commandId('exportAudit'), title, arguments: [{ type: 'environment', env }] },
  };
}

/** An org that cannot be reached is said in the tree, where it is looked at, and never by a notification. */
function errorNode(env: EnvironmentRef, error: Error): OrgNode {
  const text = isOrgError(error) ? sanitiseForUi(error.details.what) : sanitiseForUi(error.message);
  const access = isOrgError(error, 'credentials', 'missing-scope', 'unauthorized');
  return {
    type: 'message',
    env,
    text: isOffline(error) ? vscode.l10n.t('Offline: {0}', text) : text,
    icon: isOffline(error) ? 'debug-disconnect' : 'warning',
    command: access
      ? {
          command: commandId('connect'),
          title: vscode.l10n.t('Connect Org…'),
          arguments: [{ type: 'environment', env }],
        }
      : {
          command: commandId('refresh'),
          title: vscode.l10n.t('Try again'),
          arguments: [{ type: 'environment', env }],
        },
  };
}
