import { isOrgError } from '../transport/errors/org-error';
import type { ApiAnswer } from '../transport/http/client';
import { wrongShape } from '../transport/http/failure';
import { isRecord } from '../transport/http/json';

/** A wrong part of an answer, a clause. */
export class ShapeFault extends Error {}

export function parseId(value: unknown, what: string): string {
  if (!isRecord(value) || typeof value['id'] !== 'string' || value['id'] === '')
    throw new ShapeFault(`the id of ${what} is not a text`);
  return value['id'];
}

/** Turns a fault of shape into a typed error of this request. */
export function shaped<T>(org: string, request: { method: string; path: string }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShapeFault)
      throw wrongShape(org, { method: request.method, path: request.path }, error.message);
    throw error;
  }
}

/** The answer, or undefined where the org says 404. */
export async function found(send: () => Promise<ApiAnswer>): Promise<ApiAnswer | undefined> {
  try {
    return await send();
  } catch (error) {
    if (isOrgError(error, 'not-found')) return undefined;
    throw error;
  }
}
