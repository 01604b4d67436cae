import type { ReceivedRequest } from '../http/request';
import type { FaultMatch } from './types';

const writeMethods = ['POST', 'PUT', 'PATCH', 'DELETE'];

export function matches(match: FaultMatch, request: ReceivedRequest, operation: string | undefined): boolean {
  if (match.operation !== undefined && !list(match.operation).some((name) => name === operation))
    return false;
  if (match.method !== undefined && !list(match.method).some((m) => isMethod(m, request.method, operation)))
    return false;
  if (match.path !== undefined && !pathPattern(match.path).test(request.path)) return false;
  if (Object.entries(match.query ?? {}).some(([name, value]) => request.query.get(name) !== value))
    return false;
  return match.bodyIncludes === undefined || request.body.toString('utf8').includes(match.bodyIncludes);
}

function isMethod(wanted: string, method: string, operation: string | undefined): boolean {
  if (wanted === 'write') return writeMethods.includes(method) && operation !== 'requestToken';
  return wanted.toUpperCase() === method;
}

function pathPattern(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]+'));
  return new RegExp(`^${source}$`);
}

function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
