import * as vscode from 'vscode';
import type { PolicyTestRun } from '../../server/protocol';
import { sanitiseMessage } from '../org/text/sanitise';
import type { ViewRequests } from '../views/requests';
import { fileOf, rangeOf, type TestItems, type TestLeaf } from './items';

/** Runs what a request includes: one question to the server for each file. */
export async function runItems(
  controller: vscode.TestController,
  items: TestItems,
  requests: ViewRequests,
  request: vscode.TestRunRequest,
  chosen: readonly vscode.TestItem[],
  token: vscode.CancellationToken,
): Promise<void> {
  const excluded = new Set(request.exclude ?? []);
  const byFile = new Map<vscode.TestItem, TestLeaf[]>();
  const run = controller.createTestRun(request);
  try {
    for (const item of chosen) {
      for (const leaf of items.leavesOf(item, excluded)) {
        const file = fileOf(leaf.item);
        const leaves = byFile.get(file);
        if (leaves === undefined) byFile.set(file, [leaf]);
        else leaves.push(leaf);
        run.enqueued(leaf.item);
      }
    }
    for (const [file, leaves] of byFile) {
      if (token.isCancellationRequested) break;
      await runFile(run, requests, file, leaves, token);
    }
  } finally {
    run.end();
  }
}

async function runFile(
  run: vscode.TestRun,
  requests: ViewRequests,
  file: vscode.TestItem,
  leaves: readonly TestLeaf[],
  token: vscode.CancellationToken,
): Promise<void> {
  for (const { item } of leaves) run.started(item);
  const start = performance.now();
  let results: readonly PolicyTestRun[];
  try {
    results = await requests.runTests(file.uri!, token);
  } catch (error) {
    if (token.isCancellationRequested) for (const { item } of leaves) run.skipped(item);
    else {
      const text = vscode.l10n.t(
        'The tests could not be run: {0}',
        sanitiseMessage(String((error as Error).message)),
      );
      for (const { item } of leaves) run.errored(item, new vscode.TestMessage(text));
    }
    return;
  }
  const time = (performance.now() - start) / Math.max(1, results.length);
  for (const { item, index, environment } of leaves) {
    const result = results.find((r) => r.index === index && r.environment === environment);
    if (result === undefined) run.skipped(item);
    else report(run, item, result, time);
  }
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: PolicyTestRun, time: number): void {
  if (result.outcome === 'passed') {
    run.passed(item, time);
    return;
  }
  const messages = result.messages.map(({ message, range, expected, actual }) => {
    const told =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(message)
        : vscode.TestMessage.diff(message, expected, actual);
    told.location = new vscode.Location(item.uri!, rangeOf(range));
    return told;
  });
  for (const { message } of result.messages)
    run.appendOutput(`${sanitiseMessage(message)}\r\n`, undefined, item);
  if (result.outcome === 'failed') run.failed(item, messages, time);
  else run.errored(item, messages, time);
}
