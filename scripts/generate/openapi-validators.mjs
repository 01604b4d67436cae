import Ajv from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const base = 'https://recpolicy/org-api';
const componentPath = '/component/';
const DAY =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
/**
 * RFC 3339, section 5.6. One expression instead of a library of all formats, which would be packaged with the
 * local org.
 */
const DATE_TIME = new RegExp(`^\\d{4}-${DAY}T${TIME}(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`, 'i');
const methods = ['get', 'put', 'post', 'patch', 'delete'];
const typeOfValidator = `
export interface ValidationError { instancePath: string; schemaPath: string; keyword: string; params: Record<string, unknown>; message?: string }
export interface Validator { (value: unknown): boolean; errors?: ValidationError[] | null }
`;

/**
 * Validators of answers, keyed `operationId status` with the status as the document writes it (`200`, `5XX`).
 */
export function answerSchemas(document) {
  const found = {};
  for (const { operation } of operations(document)) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      const schema = resolve(document, answer).content?.['application/json']?.schema;
      if (schema) found[`${operation.operationId} ${status}`] = schema;
    }
  }
  return found;
}

/**
 * Validators of requests, keyed `operationId body` and `operationId query`. Query values arrive as strings
 * and are coerced.
 */
export function requestSchemas(document) {
  const found = {};
  for (const { operation, parameters } of operations(document)) {
    const content = operation.requestBody?.content;
    const body = content && Object.values(content)[0].schema;
    if (body) found[`${operation.operationId} body`] = body;
    const query = parameters.filter((p) => p.in === 'query');
    found[`${operation.operationId} query`] = {
      type: 'object',
      additionalProperties: false,
      required: query.filter((p) => p.required).map((p) => p.name),
      properties: Object.fromEntries(query.map((p) => [p.name, p.schema])),
    };
  }
  return found;
}

/**
 * Ahead-of-time validators as the source of one ES module whose export `validators` maps each key to its
 * function.
 * @returns {{ code: string, types: string }}
 */
export function compileValidators(document, schemas, { coerceQuery = false } = {}) {
  const keys = Object.keys(schemas);
  const modules = [
    compileGroup(
      document,
      schemas,
      keys.filter((key) => !key.endsWith(' query')),
      false,
    ),
    compileGroup(
      document,
      schemas,
      keys.filter((key) => key.endsWith(' query')),
      coerceQuery,
    ),
  ].filter((m) => m !== undefined);
  return {
    code: `${modules.map((m, i) => `const group${i} = (() => { ${m} })();`).join('\n')}
export const validators = { ${modules.map((_, i) => `...group${i}`).join(', ')} };`,
    types: `${typeOfValidator}
export type ValidatorKey =\n${keys.map((key) => `  | '${key}'`).join('\n')};
export declare const validators: Readonly<Record<ValidatorKey, Validator>>;
`,
  };
}

function compileGroup(document, schemas, keys, coerceTypes) {
  if (keys.length === 0) return undefined;
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    inlineRefs: false,
    coerceTypes,
    useDefaults: coerceTypes,
    code: { source: true },
  });
  ajv.addFormat('date-time', DATE_TIME);
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema({ $id: `${base}${componentPath}${name}`, ...rebase(schema) });
  }
  const ids = keys.map((key, i) => {
    if (schemas[key].$ref) return rebase(schemas[key]).$ref;
    ajv.addSchema({ $id: `${base}/inline/${i}`, ...rebase(schemas[key]) });
    return `${base}/inline/${i}`;
  });
  const unique = [...new Set(ids)];
  const code = standaloneCode(ajv, Object.fromEntries(unique.map((id, i) => [`v${i}`, id])));
  const entries = keys.map((key, i) => `${JSON.stringify(key)}: exports.v${unique.indexOf(ids[i])}`);
  return `const exports = {}; ${code.replace('"use strict";', '')}; return { ${entries.join(', ')} };`;
}

/** Turns references within the document into the ids under which the components are compiled, each once. */
function rebase(value) {
  if (Array.isArray(value)) return value.map(rebase);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    key === '$ref' ? `${base}${item.replace('#/components/schemas/', componentPath)}` : rebase(item),
  ]);
  return Object.fromEntries(entries);
}

function operations(document) {
  return Object.values(document.paths).flatMap((item) =>
    methods
      .filter((method) => item[method])
      .map((method) => ({
        operation: item[method],
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((p) =>
          resolve(document, p),
        ),
      })),
  );
}

function resolve(document, node) {
  if (!node.$ref) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], document);
}
