import * as vscode from 'vscode';
import type { PolicyTestsResult } from '../../server/protocol';
import { sanitiseForUi } from '../org/text/sanitise';

/** One test in one environment: what is run. */
export interface TestLeaf {
  readonly item: vscode.TestItem;
  readonly index: number;
  readonly environment: string;
}

/**
 * The items of the Test Explorer: files, their tests, and below a test its environments where there are
 * several.
 */
export class TestItems {
  private readonly leaves = new WeakMap<vscode.TestItem, TestLeaf>();

  constructor(private readonly controller: vscode.TestController) {}

  /** The item of a file; it is made where there is none. */
  file(uri: vscode.Uri): vscode.TestItem {
    const { items } = this.controller;
    const known = items.get(uri.toString());
    if (known !== undefined) return known;
    const label = sanitiseForUi(vscode.workspace.asRelativePath(uri), 300);
    const item = this.controller.createTestItem(uri.toString(), label, uri);
    item.canResolveChildren = true;
    items.add(item);
    return item;
  }

  removeFile(uri: vscode.Uri): void {
    this.controller.items.delete(uri.toString());
  }

  /** Brings the tests of a file up to date; items that stay keep their results. */
  update(file: vscode.TestItem, { tests, environments }: PolicyTestsResult): void {
    file.children.replace(
      tests.map(({ name, index, range }) => {
        const id = `${file.id}#${index}`;
        const item = this.child(file, id, sanitiseForUi(name, 300), range);
        if (environments.length > 1)
          item.children.replace(
            environments.map((environment) => {
              const leaf = this.child(item, `${id}@${environment}`, sanitiseForUi(environment), range);
              this.leaves.set(leaf, { item: leaf, index, environment });
              return leaf;
            }),
          );
        else {
          item.children.replace([]);
          this.leaves.set(item, { item, index, environment: environments[0] ?? '' });
        }
        return item;
      }),
    );
  }

  /** What a run of an item runs: itself, or all below it that was not excluded. */
  *leavesOf(item: vscode.TestItem, excluded: ReadonlySet<vscode.TestItem>): Iterable<TestLeaf> {
    if (excluded.has(item)) return;
    if (item.children.size > 0) {
      for (const [, child] of item.children) yield* this.leavesOf(child, excluded);
      return;
    }
    const leaf = this.leaves.get(item);
    if (leaf !== undefined) yield leaf;
  }

  private child(
    parent: vscode.TestItem,
    id: string,
    label: string,
    range: PolicyTestsResult['tests'][number]['range'],
  ): vscode.TestItem {
    const item = parent.children.get(id) ?? this.controller.createTestItem(id, label, parent.uri);
    item.label = label;
    item.range = rangeOf(range);
    return item;
  }
}

/** The file an item belongs to. */
export function fileOf(item: vscode.TestItem): vscode.TestItem {
  return item.parent === undefined ? item : fileOf(item.parent);
}

export function rangeOf({ start, end }: PolicyTestsResult['tests'][number]['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
