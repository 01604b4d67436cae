import { validators as all, type ValidationError } from '../../schemas/generated/org-api-validators';
import { badRequest } from '../errors';
import type { HttpResponse } from './exchange';
import type { Operation } from './openapi';
import type { ReceivedRequest } from './request';

type Validators = Record<string, ((value: unknown) => boolean) & { errors?: ValidationError[] | null }>;
const validators = all as unknown as Validators;

/** The query with the types of the API description. A parameter it does not name is refused. */
export function checkQuery(operation: Operation, query: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    if (all.length > 1) {
      throw badRequest(`The query parameter '${name}' stands ${all.length} times.`, [
        { errorCode: 'duplicate.parameter', fieldName: name },
      ]);
    }
    values[name] = all[0];
  }
  check(validators[`${operation.id} query`]!, values, 'The query');
  return values;
}

/** The parsed body, checked against the document. */
export function checkBody(operation: Operation, request: ReceivedRequest): unknown {
  if (!operation.bodyType) {
    if (request.body.length > 0) throw badRequest(`${operation.method} takes no body here.`);
    return undefined;
  }
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== operation.bodyType) {
    throw badRequest(`The body must be ${operation.bodyType}, not '${type}'.`, [
      { errorCode: 'unsupported.media.type', fieldName: 'Content-Type' },
    ]);
  }
  const body = type === 'application/json' ? parseJson(request.body) : parseForm(request.body);
  check(validators[`${operation.id} body`]!, body, 'The body');
  return body;
}

/** What is wrong with a response; empty if it matches the API description. */
export function answerProblems(operation: Operation, answer: HttpResponse): string[] {
  const key = [String(answer.status), `${Math.floor(answer.status / 100)}XX`].find((k) =>
    operation.answers.has(k),
  );
  if (!key) return [`status ${answer.status} is not described for ${operation.id}`];
  const { required, hasBody } = operation.answers.get(key)!;
  const names = new Set(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase()));
  const problems = required
    .filter((name) => !names.has(name.toLowerCase()))
    .map((name) => `header ${name} is missing`);
  if (hasBody !== (answer.body !== undefined))
    problems.push(hasBody ? 'the body is missing' : 'there must be no body');
  const validator = validators[`${operation.id} ${key}`];
  if (validator && answer.body !== undefined && !validator(answer.body)) {
    problems.push(
      ...(validator.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? e.keyword}`),
    );
  }
  return problems;
}

function check(validator: Validators[string], value: unknown, what: string): void {
  if (validator(value)) return;
  const details = (validator.errors ?? []).map(toDetail);
  const words = details.map((d) => `${d.fieldName || 'it'} ${d.message}`).join('; ');
  throw badRequest(
    `${what} does not fit: ${words}.`,
    details.map(({ errorCode, fieldName }) => ({ errorCode, fieldName })),
  );
}

const errorCodes: Record<string, string> = {
  required: 'missing.property',
  additionalProperties: 'unknown.property',
  unevaluatedProperties: 'unknown.property',
  type: 'invalid.type',
};

function toDetail(error: ValidationError): { errorCode: string; fieldName: string; message: string } {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Record<
    string,
    string | undefined
  >;
  const property = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const path = [...error.instancePath.split('/').slice(1), ...(property === undefined ? [] : [property])];
  return {
    errorCode: errorCodes[error.keyword] ?? 'invalid.value',
    fieldName: path.join('.'),
    message: error.message ?? error.keyword,
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw badRequest(`The body is not JSON in UTF-8: ${(error as Error).message}`);
  }
}

function parseForm(body: Buffer): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}
