import configSchema from '../../../schemas/config.schema.json';
import mediaPolicySchema from '../../../schemas/media-policy.schema.json';
import policySchema from '../../../schemas/policy.schema.json';
import testsSchema from '../../../schemas/policy-test.schema.json';
import psrSchema from '../../../schemas/psr.schema.json';
import settingsSchema from '../../../schemas/recording-settings.schema.json';
import type { Path } from '../../json/nodes';
import type { DocumentKind } from '../kinds';

/** A JSON Schema (draft-07) node with the annotations our schemas use. */
export interface SchemaNode {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  /** Where a limit comes from, for people. */
  readonly 'x-limit'?: string;
  /** The code of the rule that watches `minimum` and `maximum`. */
  readonly 'x-rule'?: string;
  /** A lower bound that a rule watches and no JSON Schema keyword can express. */
  readonly 'x-minimum'?: number;
  readonly 'x-enumDescriptions'?: Readonly<Record<string, string>>;
  /** Other names people know the property by: labels of the console, names of the guides. */
  readonly 'x-aliases'?: readonly string[];
  readonly 'x-patternMessage'?: string;
  /** The kind of thing in the org that a text refers to by its id or as `{{kind:name}}`. */
  readonly 'x-reference'?: string;
  /** Top-level names that the server owns. */
  readonly 'x-serverOwned'?: readonly string[];
}

const SCHEMAS: Readonly<Record<DocumentKind, SchemaNode>> = {
  policy: policySchema as SchemaNode,
  mediaPolicy: mediaPolicySchema as SchemaNode,
  settings: settingsSchema as SchemaNode,
  psr: psrSchema as SchemaNode,
  config: configSchema as SchemaNode,
  tests: testsSchema as SchemaNode,
};

/** The schema of a document kind. */
export function schemaOf(kind: DocumentKind): SchemaNode {
  return SCHEMAS[kind];
}

/**
 * The schema node that describes the value at a path, references followed; undefined where the schema says
 * nothing.
 */
export function schemaAt(kind: DocumentKind, path: Path): SchemaNode | undefined {
  const root = SCHEMAS[kind];
  let node: SchemaNode | undefined = root;
  for (const segment of path) {
    node = resolve(root, node);
    if (node === undefined) return undefined;
    if (typeof segment === 'number') node = node.items;
    else if (node.properties !== undefined && Object.hasOwn(node.properties, segment))
      node = node.properties[segment];
    else node = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  }
  return resolve(root, node);
}

function resolve(root: SchemaNode, node: SchemaNode | undefined): SchemaNode | undefined {
  const ref = node?.$ref;
  if (ref === undefined) return node;
  return root.definitions?.[ref.slice('#/definitions/'.length)];
}

/** The limits of a number in a schema; throws where the schema has none, which is a fault of the schema. */
export function limitsOf(
  kind: DocumentKind,
  path: Path,
): { readonly minimum: number; readonly maximum: number } {
  const node = schemaAt(kind, path);
  if (node?.minimum === undefined || node.maximum === undefined)
    throw new Error(`schema ${kind} has no limits at ${path.join('/')}`);
  return { minimum: node.minimum, maximum: node.maximum };
}
