import { ApiError } from '../errors';
import { type Operation, operations } from './openapi';

export interface Route {
  operation: Operation;
  params: Record<string, string>;
}

/** The operation for a method and path; refuses what the document does not describe. */
export function findRoute(method: string, path: string): Route {
  const onPath = operations.filter((operation) => operation.pattern.test(path));
  const operation = onPath.find((candidate) => candidate.method === method);
  if (operation) return { operation, params: readParams(operation, path) };
  if (onPath.length === 0) throw new ApiError(404, 'not.found', `This org has no endpoint '${path}'.`);
  const allowed = onPath.map((candidate) => candidate.method).join(', ');
  throw new ApiError(405, 'method.not.allowed', `'${path}' takes ${allowed}, not ${method}.`, [], {
    Allow: allowed,
  });
}

function readParams(operation: Operation, path: string): Record<string, string> {
  const values = operation.pattern.exec(path)!.slice(1);
  return Object.fromEntries(operation.parameterNames.map((name, i) => [name, decode(values[i]!)]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ApiError(400, 'bad.request', `The path segment '${segment}' is not percent-encoded UTF-8.`);
  }
}
