import type { CancellationToken } from 'vscode-languageserver';
import type { ValidationSummary } from './protocol';
import type { ServerSession } from './session';
import { TimeSlicer } from './time-slicer';

/** Reads every file of the workspace anew, checks it, and counts what is found. */
export async function validateProject(
  session: ServerSession,
  token: CancellationToken,
): Promise<ValidationSummary> {
  const { store, indexer, scope, scheduler, activity } = session;
  await session.indexed;
  const listed = (await indexer.list(scope.folders)).map((f) => f.uri);
  const keys = new Set([...listed, ...store.workspace.uris()]);
  for (const key of keys) session.files.changed(key);
  await scheduler.validateAll(
    keys,
    () => {},
    () => token.isCancellationRequested,
  );
  const counts = { files: 0, error: 0, warning: 0, information: 0, hint: 0 };
  const slicer = new TimeSlicer(activity);
  for (const key of keys) {
    if (token.isCancellationRequested) break;
    const doc = await store.currentDocument(key);
    if (doc === undefined) continue;
    counts.files++;
    for (const finding of store.check(doc)) counts[finding.severity]++;
    if (slicer.isOver()) await slicer.yield();
  }
  return counts;
}
