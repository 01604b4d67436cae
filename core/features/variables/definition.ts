import type { Location, Range } from 'vscode-languageserver-types';
import { CoreDocument } from '../../document/document';
import { type JsonProperty, locate, property } from '../../json/nodes';
import { policiesNamed } from '../links/links';
import { environmentsFor, type FeatureContext, type ReadText } from '../shared/context';
import { isPolicyNameInTest } from '../shared/target-at';
import { variableNameAt } from '../shared/variable-at';

/** Where something is defined, and which part of the text asked. */
export interface Definition {
  readonly origin: Range;
  readonly locations: readonly Location[];
}

/** A definition of a variable in the configuration. */
export interface VariableDefinition {
  readonly environment: string;
  readonly property: JsonProperty;
}

/** The configuration of the project as it is now, if there is one. */
export async function readConfigDocument(
  ctx: FeatureContext,
  read: ReadText,
): Promise<CoreDocument | undefined> {
  if (ctx.doc.kind === 'config') return ctx.doc;
  const uri = ctx.project.configUri;
  const text = uri === undefined ? undefined : await read(uri);
  return text === undefined
    ? undefined
    : new CoreDocument(uri!, uri!.slice(uri!.lastIndexOf('/') + 1), 'config', text);
}

/** Where the configuration defines a variable, once for each environment that does. */
export function definitionsOf(config: CoreDocument, name: string): VariableDefinition[] {
  const found: VariableDefinition[] = [];
  for (const environment of config.property('environments')?.props ?? []) {
    const defined = property(property(environment.value, 'variables')?.value, name);
    if (defined !== undefined) found.push({ environment: environment.key, property: defined });
  }
  return found;
}

/**
 * The definition of what stands at an offset: a variable, the policy or the environment that a policy test
 * names.
 */
export async function definitionAt(
  ctx: FeatureContext,
  offset: number,
  read: ReadText,
): Promise<Definition | undefined> {
  const { doc } = ctx;
  const variable = variableNameAt(doc, offset);
  if (variable !== undefined) {
    const config = await readConfigDocument(ctx, read);
    if (config === undefined) return undefined;
    const all = definitionsOf(config, variable.name);
    const names = new Set(environmentsFor(ctx).map((i) => i.environment.name));
    const here = all.filter((d) => names.has(d.environment));
    return answer(
      doc,
      variable,
      config,
      (here.length > 0 ? here : all).map((d) => d.property),
    );
  }
  const at = locate(doc.root, offset);
  if (at === undefined || doc.kind !== 'tests') return undefined;
  if (isPolicyNameInTest(doc, at)) {
    const locations = policiesNamed(ctx, at.node.value as string).map((p) => ({
      uri: p.uri,
      range: p.nameRange,
    }));
    return locations.length === 0 ? undefined : { origin: doc.range(at.node.start, at.node.end), locations };
  }
  if (at.path.length === 1 && at.path[0] === 'environment' && !at.inKey && at.node.kind === 'string') {
    const config = await readConfigDocument(ctx, read);
    const entry = property(config?.property('environments'), at.node.value as string);
    return config === undefined || entry === undefined ? undefined : answer(doc, at.node, config, [entry]);
  }
  return undefined;
}

function answer(
  doc: CoreDocument,
  origin: { start: number; end: number },
  config: CoreDocument,
  found: readonly JsonProperty[],
): Definition | undefined {
  if (found.length === 0) return undefined;
  return {
    origin: doc.range(origin.start, origin.end),
    locations: found.map((p) => ({ uri: config.uri, range: config.range(p.keyStart, p.keyEnd) })),
  };
}
