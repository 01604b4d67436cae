import document from '../../schemas/generated/org-api-outline.json';
import type { OperationId } from '../../schemas/org-api';

/** One operation of the API description, reduced to what the local org needs. */
export interface Operation {
  id: OperationId;
  method: string;
  template: string;
  /** Alternatives; of each, every scope is needed. Empty: no token is needed. */
  scopes: string[][];
  requiresIfMatch: boolean;
  bodyType: string | undefined;
  /** Documented statuses (`200`, `5XX`) with the headers each must carry. */
  answers: ReadonlyMap<string, { required: string[]; hasBody: boolean }>;
  pattern: RegExp;
  parameterNames: string[];
}

interface OpenApiNode {
  [key: string]: unknown;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];

export const operations: readonly Operation[] = Object.entries(document.paths as OpenApiNode).flatMap(
  ([template, item]) =>
    methods
      .filter((method) => method in (item as OpenApiNode))
      .map((method) => readOperation(template, method, item as OpenApiNode)),
);

export const knownScopes: readonly string[] = Object.keys(
  document.components.securitySchemes.oauth.flows.clientCredentials.scopes,
);

function readOperation(template: string, method: string, item: OpenApiNode): Operation {
  const operation = item[method] as OpenApiNode;
  const parameters = [...list(item.parameters), ...list(operation.parameters)].map(resolve);
  const content = (operation.requestBody as OpenApiNode | undefined)?.content as OpenApiNode | undefined;
  return {
    id: operation.operationId as OperationId,
    method: method.toUpperCase(),
    template,
    scopes: list(operation.security)
      .map((requirement) => requirement.oauth as string[] | undefined)
      .filter((scopes) => scopes !== undefined),
    requiresIfMatch: parameters.some(
      (p) => p.in === 'header' && p.name === 'If-Match' && p.required === true,
    ),
    bodyType: content && Object.keys(content)[0],
    answers: new Map(
      Object.entries(operation.responses as OpenApiNode).map(([status, a]) => [status, readAnswer(a)]),
    ),
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`),
    parameterNames: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
  };
}

function readAnswer(node: unknown): { required: string[]; hasBody: boolean } {
  const answer = resolve(node as OpenApiNode);
  const headers = Object.entries((answer.headers ?? {}) as OpenApiNode);
  return {
    required: headers.filter(([, header]) => resolve(header as OpenApiNode).required).map(([name]) => name),
    hasBody: 'content' in answer,
  };
}

function list(value: unknown): OpenApiNode[] {
  return (value as OpenApiNode[] | undefined) ?? [];
}

function resolve(node: OpenApiNode): OpenApiNode {
  if (typeof node.$ref !== 'string') return node;
  const keys = node.$ref.slice(2).split('/');
  return keys.reduce((at, key) => at[key] as OpenApiNode, document as unknown as OpenApiNode);
}
