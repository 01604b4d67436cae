import {
  type CancellationToken,
  type DefinitionLink,
  type DocumentHighlight,
  ErrorCodes,
  type Location,
  type Range,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FeatureContext, ReadText } from '../../core/features/shared/context';
import { definitionAt } from '../../core/features/variables/definition';
import { highlightsAt, referencesAt } from '../../core/features/variables/references';
import { prepareRename, renameAt } from '../../core/features/variables/rename';
import type { Session } from '../session';
import { Slices } from '../slices';
import { featureContext } from './context';
import { offsetOf } from './reading';

interface At {
  readonly ctx: FeatureContext;
  readonly offset: number;
}

function at(session: Session, params: TextDocumentPositionParams): At | undefined {
  const doc = session.library.requested(params.textDocument.uri);
  return doc && { ctx: featureContext(session, doc, false), offset: offsetOf(doc, params.position) };
}

/** Reads texts as they are in an editor or on disk, letting others in between. */
function reader(session: Session): ReadText {
  const slices = new Slices(session.activity);
  return async (key) => {
    if (slices.over()) await slices.next();
    const open = session.library.openByKey(key);
    if (open !== undefined) return open.getText();
    const result = await session.library.read(key);
    return 'text' in result ? result.text : undefined;
  };
}

export async function definition(
  session: Session,
  params: TextDocumentPositionParams,
): Promise<DefinitionLink[] | Location[] | null> {
  const place = at(session, params);
  const found = place && (await definitionAt(place.ctx, place.offset, reader(session)));
  if (found === undefined) return null;
  const locations = found.locations.map((l) => spelled(session, l));
  if (!session.client.locationLinks) return locations;
  return locations.map((l) => ({
    originSelectionRange: found.origin,
    targetUri: l.uri,
    targetRange: l.range,
    targetSelectionRange: l.range,
  }));
}

export async function references(
  session: Session,
  params: ReferenceParams,
  token: CancellationToken,
): Promise<Location[] | null> {
  await session.indexed;
  const place = at(session, params);
  if (place === undefined) return null;
  const declaration = params.context?.includeDeclaration === true;
  const cancelled = () => token.isCancellationRequested;
  const found = await referencesAt(place.ctx, place.offset, declaration, reader(session), cancelled);
  return found?.map((l) => spelled(session, l)) ?? null;
}

export function highlights(session: Session, params: TextDocumentPositionParams): DocumentHighlight[] | null {
  const place = at(session, params);
  return place === undefined ? null : highlightsAt(place.ctx, place.offset);
}

export function renameRange(
  session: Session,
  params: TextDocumentPositionParams,
): { range: Range; placeholder: string } | null {
  const place = at(session, params);
  return (place && prepareRename(place.ctx, place.offset)) ?? null;
}

export async function rename(
  session: Session,
  params: RenameParams,
  token: CancellationToken,
): Promise<WorkspaceEdit | null> {
  // A rename that misses files not yet read would break what they refer to.
  await session.indexed;
  const place = at(session, params);
  if (place === undefined) return null;
  const cancelled = () => token.isCancellationRequested;
  const result = await renameAt(place.ctx, place.offset, params.newName, reader(session), cancelled);
  if (result === undefined) return null;
  if ('refused' in result) throw new ResponseError(ErrorCodes.InvalidParams, result.refused);
  return workspaceEdit(session, result.changes);
}

/** Edits by file; versions go along where the client takes them, so that none is applied to a text that moved on. */
export function workspaceEdit(session: Session, changes: Readonly<Record<string, TextEdit[]>>): WorkspaceEdit {
  const { library, client } = session;
  if (!client.documentChanges)
    return { changes: Object.fromEntries(Object.entries(changes).map(([key, edits]) => [library.uriOf(key), edits])) };
  return {
    documentChanges: Object.entries(changes).map(([key, edits]) => ({
      textDocument: { uri: library.uriOf(key), version: library.openByKey(key)?.version ?? null },
      edits,
    })),
  };
}

function spelled(session: Session, location: Location): Location {
  return { uri: session.library.uriOf(location.uri), range: location.range };
}
