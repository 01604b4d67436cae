import type { ErrorBody } from '../schemas/org-api';

/** An error that the org answers with its error body. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: NonNullable<ErrorBody['details']> = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  body(contextId: string): ErrorBody {
    return { message: this.message, code: this.code, status: this.status, contextId, details: this.details };
  }
}

export function notFound(what: string, id: string): ApiError {
  return new ApiError(404, 'not.found', `There is no ${what} with the id '${id}' in this org.`);
}

export function badRequest(message: string, details?: ErrorBody['details']): ApiError {
  return new ApiError(400, 'bad.request', message, details);
}
