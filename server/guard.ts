import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Receives errors of the server itself. */
export interface ServerLog {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** An error with its stack, for `window/logMessage`. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Wraps handlers so that no message can end the server: a fault is logged with the method's name and answered
 * as an error, and a request that comes too early, too late or is cancelled is told so.
 */
export class HandlerGuard<S> {
  private session: S | undefined;
  private ended = false;

  constructor(private readonly log: ServerLog) {}

  begin(session: S): void {
    this.session = session;
  }

  /** The session that was begun, if any. */
  get current(): S | undefined {
    return this.session;
  }

  end(): void {
    this.ended = true;
  }

  /** `rest` is what the connection adds: reporters of progress and of partial results. */
  request<P, R, A extends unknown[] = []>(
    method: string,
    handle: (session: S, params: P, token: CancellationToken, ...rest: A) => R | Promise<R>,
  ): (params: P, token: CancellationToken, ...rest: A) => Promise<R | ResponseError<never>> {
    return async (params, token, ...rest) => {
      if (this.ended)
        return new ResponseError<never>(ErrorCodes.InvalidRequest, 'The server has been shut down.');
      if (this.session === undefined)
        return new ResponseError<never>(ErrorCodes.ServerNotInitialized, 'Send `initialize` first.');
      if (token.isCancellationRequested) return cancelled();
      try {
        const result = await handle(this.session, params, token, ...rest);
        return token.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        if (error instanceof ResponseError) return error as ResponseError<never>;
        this.log.error(`[request-failed] ${method}: ${describe(error)}`);
        return new ResponseError<never>(
          ErrorCodes.InternalError,
          `${method} failed; details are in the log.`,
        );
      }
    };
  }

  notification<P>(
    method: string,
    handle: (session: S, params: P) => void | Promise<void>,
  ): (params: P) => void {
    return (params) => {
      if (this.session === undefined || this.ended) return;
      const { session } = this;
      this.runGuarded(method, () => handle(session, params));
    };
  }

  /** Runs work nobody waits for and logs its errors. */
  runGuarded(what: string, work: () => void | Promise<void>): void {
    const failed = (error: unknown) => this.log.error(`[background-failed] ${what}: ${describe(error)}`);
    try {
      work()?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}
