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
  type SymbolInformation,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import type { FeatureContext } from '../../core/features/shared/context';
import { definitionAt } from '../../core/features/variables/definition';
import { highlightsAt, referencesAt } from '../../core/features/variables/references';
import { prepareRename, renameAt } from '../../core/features/variables/rename';
import { workspaceSymbols } from '../../core/features/workspace-symbols/workspace-symbols';
import type { ServerSession } from '../session';
import { featureContext } from './context';
import { textReader, workspaceEdit } from './edits';
import { offsetOf } from './position';

interface PositionRequest {
  readonly ctx: FeatureContext;
  readonly offset: number;
}

function at(session: ServerSession, params: TextDocumentPositionParams): PositionRequest | undefined {
  const doc = session.store.openDocument(params.textDocument.uri);
  return doc && { ctx: featureContext(session, doc, false), offset: offsetOf(doc, params.position) };
}

export async function definition(
  session: ServerSession,
  params: TextDocumentPositionParams,
): Promise<DefinitionLink[] | Location[] | null> {
  const place = at(session, params);
  const found = place && (await definitionAt(place.ctx, place.offset, textReader(session)));
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
  session: ServerSession,
  params: ReferenceParams,
  token: CancellationToken,
): Promise<Location[] | null> {
  await session.indexed;
  const place = at(session, params);
  if (place === undefined) return null;
  const declaration = params.context?.includeDeclaration === true;
  const cancelled = () => token.isCancellationRequested;
  const found = await referencesAt(place.ctx, place.offset, declaration, textReader(session), cancelled);
  return found?.map((l) => spelled(session, l)) ?? null;
}

export function highlights(
  session: ServerSession,
  params: TextDocumentPositionParams,
): DocumentHighlight[] | null {
  const place = at(session, params);
  return place === undefined ? null : highlightsAt(place.ctx, place.offset);
}

export function renameRange(
  session: ServerSession,
  params: TextDocumentPositionParams,
): { range: Range; placeholder: string } | null {
  const place = at(session, params);
  return (place && prepareRename(place.ctx, place.offset)) ?? null;
}

export async function rename(
  session: ServerSession,
  params: RenameParams,
  token: CancellationToken,
): Promise<WorkspaceEdit | null> {
  // A rename that misses files not yet read would break what they refer to.
  await session.indexed;
  const place = at(session, params);
  if (place === undefined) return null;
  const cancelled = () => token.isCancellationRequested;
  const result = await renameAt(place.ctx, place.offset, params.newName, textReader(session), cancelled);
  if (result === undefined) return null;
  if ('refused' in result) throw new ResponseError(ErrorCodes.InvalidParams, result.refused);
  return workspaceEdit(session, result.changes);
}

function spelled(session: ServerSession, location: Location): Location {
  return { uri: session.store.uriOf(location.uri), range: location.range };
}

export async function symbolsOfWorkspace(
  session: ServerSession,
  params: WorkspaceSymbolParams,
  token: CancellationToken,
): Promise<SymbolInformation[] | null> {
  const projects = [...session.store.workspace.allProjects()];
  const cancelled = () => token.isCancellationRequested;
  const found = await workspaceSymbols(projects, params.query, textReader(session), cancelled);
  return found?.map((s) => ({ ...s, location: spelled(session, s.location) })) ?? null;
}
