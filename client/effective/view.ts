import * as vscode from 'vscode';
import type { ReportDetail } from '../../core/cascade/report/detail';
import type { EffectiveReport } from '../../core/cascade/report/effective-report';
import type { ReportEntry } from '../../core/cascade/report/entries';
import type { EffectivePolicyParams } from '../../server/protocol';
import { sanitiseForUi, sanitiseMessage } from '../org/text/sanitise';
import type { ViewRequests } from '../views/requests';

type EffectiveNode =
  | { readonly kind: 'summary'; readonly report: EffectiveReport }
  | { readonly kind: 'entry'; readonly entry: ReportEntry; readonly first: boolean }
  | { readonly kind: 'detail'; readonly detail: ReportDetail; readonly entry: ReportEntry }
  | { readonly kind: 'notes'; readonly notes: readonly string[] }
  | { readonly kind: 'note'; readonly text: string };

const STATUS_ICONS = { applies: 'check', ties: 'warning', none: 'circle-slash' } as const;
const OUTCOME_ICONS = {
  wins: 'pass-filled',
  ties: 'warning',
  loses: 'arrow-down',
  disabled: 'circle-slash',
  retired: 'archive',
};
const DETAIL_ICONS: Readonly<Record<ReportDetail['kind'], string>> = {
  reason: 'question',
  retention: 'calendar',
  masks: 'eye-closed',
  agent: 'person',
  match: 'target',
  collision: 'warning',
  place: 'go-to-file',
};

/**
 * The view "Effective Policy": what happens to somebody's recordings, and why. Looks again when something
 * changed and it is seen.
 */
export class EffectiveView implements vscode.TreeDataProvider<EffectiveNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<EffectiveNode>;
  private readonly listeners: vscode.Disposable[];
  private asked: EffectivePolicyParams | undefined;
  private report: EffectiveReport | undefined;
  private stale = false;
  private run = 0;

  constructor(private readonly requests: ViewRequests) {
    this.view = vscode.window.createTreeView('recpolicy.effective', { treeDataProvider: this });
    this.listeners = [
      this.view,
      this.changed,
      requests.onChange(() => {
        this.stale = true;
        if (this.view.visible) void this.refresh();
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.stale) void this.refresh();
      }),
    ];
  }

  /** What the view was last asked. */
  get current(): EffectivePolicyParams | undefined {
    return this.asked;
  }

  /** Asks for the targets' cascade and brings the view to the front. */
  async show(asked: EffectivePolicyParams): Promise<void> {
    this.asked = asked;
    await vscode.commands.executeCommand('setContext', 'recpolicy.effectiveShown', true);
    await this.refresh();
    await vscode.commands.executeCommand('recpolicy.effective.focus');
  }

  async refresh(): Promise<void> {
    if (this.asked === undefined) return;
    const run = ++this.run;
    this.stale = false;
    const report = await this.requests.effectivePolicy(this.asked).catch(() => undefined);
    // No answer: the server starts anew, and tells when it is there again.
    if (run !== this.run || report === undefined) return;
    this.report = report ?? undefined;
    this.view.description = report === null ? '' : sanitiseForUi(report.environment);
    this.view.message =
      report === null
        ? vscode.l10n.t('This environment is gone. Choose another one.')
        : sanitiseMessage(report.summary);
    this.changed.fire();
  }

  getChildren(node?: EffectiveNode): EffectiveNode[] {
    const { report } = this;
    if (report === undefined) return [];
    if (node === undefined) {
      const entries = report.entries.map(
        (entry, i): EffectiveNode => ({ kind: 'entry', entry, first: i === 0 }),
      );
      return [{ kind: 'summary', report }, ...entries, { kind: 'notes', notes: report.notes }];
    }
    if (node.kind === 'entry')
      return node.entry.details.map(
        (detail): EffectiveNode => ({ kind: 'detail', detail, entry: node.entry }),
      );
    return node.kind === 'notes' ? node.notes.map((text): EffectiveNode => ({ kind: 'note', text })) : [];
  }

  getTreeItem(node: EffectiveNode): vscode.TreeItem {
    switch (node.kind) {
      case 'summary':
        return summaryItem(node.report);
      case 'entry':
        return entryItem(node.entry, node.first);
      case 'detail':
        return detailItem(node.detail, node.entry);
      case 'notes': {
        const label = vscode.l10n.t('What this rests on');
        return new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
      }
      case 'note':
        return textItem(node.text, 'info');
    }
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }
}

function summaryItem({ title, summary, status }: EffectiveReport): vscode.TreeItem {
  const item = textItem(title, STATUS_ICONS[status]);
  return labelled(item, `${title}: ${summary}`);
}

function entryItem(entry: ReportEntry, first: boolean): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  // The outcome comes first: it is what a narrow view must not cut off.
  const label = outcomeOf(entry);
  const item = textItem(label, OUTCOME_ICONS[entry.outcome]);
  item.collapsibleState = first || entry.outcome === 'ties' ? Expanded : Collapsed;
  item.description = entry.summary;
  item.contextValue = entry.uri === undefined ? 'effectiveRemote' : 'effectiveFile';
  const open = openCommand(entry);
  if (open !== undefined) item.command = open;
  return labelled(item, `${label}. ${entry.summary}. ${entry.details[0]?.text ?? ''}`);
}

function outcomeOf({ outcome, label }: ReportEntry): string {
  switch (outcome) {
    case 'wins':
      return vscode.l10n.t('Wins: {0}', label);
    case 'ties':
      return vscode.l10n.t('Ties: {0}', label);
    case 'loses':
      return vscode.l10n.t('Loses: {0}', label);
    case 'disabled':
      return vscode.l10n.t('Disabled: {0}', label);
    case 'retired':
      return vscode.l10n.t('Retired: {0}', label);
  }
}

function detailItem(detail: ReportDetail, entry: ReportEntry): vscode.TreeItem {
  const item = textItem(detail.text, DETAIL_ICONS[detail.kind]);
  const open = openCommand(entry);
  if (open !== undefined) item.command = open;
  return item;
}

function textItem(text: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(sanitiseMessage(text));
  item.iconPath = new vscode.ThemeIcon(icon);
  return labelled(item, text);
}

/** What a screen reader says, and what the pointer shows where the view is too narrow. */
function labelled(item: vscode.TreeItem, text: string): vscode.TreeItem {
  const label = sanitiseMessage(text);
  item.tooltip = label;
  item.accessibilityInformation = { label };
  return item;
}

function openCommand({ uri, range }: ReportEntry): vscode.Command | undefined {
  if (uri === undefined || range === undefined) return undefined;
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const title = vscode.l10n.t('Open File');
  return { command: 'vscode.open', title, arguments: [vscode.Uri.parse(uri), { selection }] };
}
