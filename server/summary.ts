import type { CancellationToken } from 'vscode-languageserver';
import type { ValidationSummary } from './protocol';
import type { Session } from './session';
import { Slices } from './time-slicer';

/** Reads every file of the workspace anew, checks it, and counts what is found. */
export async function validateProject(
  session: Session,
  token: CancellationToken,
): Promise<ValidationSummary> {
  const { library, indexer, scope, validation, activity } = session;
  await session.indexed;
  const listed = (await indexer.list(scope.folders)).map((f) => f.uri);
  const keys = new Set([...listed, ...library.workspace.uris()]);
  for (const key of keys) session.files.changed(key);
  await validation.all(
    keys,
    () => {},
    () => token.isCancellationRequested,
  );
  const counts = { files: 0, error: 0, warning: 0, information: 0, hint: 0 };
  const slices = new Slices(activity);
  for (const key of keys) {
    if (token.isCancellationRequested) break;
    const doc = await library.current(key);
    if (doc === undefined) continue;
    counts.files++;
    for (const finding of library.check(doc)) counts[finding.severity]++;
    if (slices.over()) await slices.next();
  }
  return counts;
}
