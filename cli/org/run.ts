import type { Emit } from '../../org/commands/events';
import { HalfCredentialsError } from '../../org/transport/auth/variables';
import { isOrgError } from '../../org/transport/errors/org-error';
import { UsageError } from '../project/errors';
import { coloursFor } from '../terminal/colour';
import { sanitiseForTerminal, sanitiseLines } from '../terminal/text';
import { type OpenProject, openProject } from './engine';
import { Progress } from './progress';
import type { OrgTerminal } from './terminal';

/** What every command that reaches an org takes. */
export interface OrgOptions {
  readonly env: string;
  readonly quiet?: boolean;
  /** Whether exit code 2 says something of the org, so that a command that could not run ends with 1. */
  readonly exit2MeansChanges?: boolean;
}

/** What a command works with. */
export interface OrgWork extends OpenProject {
  readonly terminal: OrgTerminal;
  readonly progress: Progress;
  /** Signal and listener, as every call of the engine takes them. */
  readonly call: { readonly signal: AbortSignal; readonly onEvent: Emit };
}

/**
 * Runs a command: opens the project, follows the work, stops it at the first Ctrl-C (the second ends the
 * process), and turns whatever it throws into a message on stderr and exit code 1.
 */
export async function runOrg(
  terminal: OrgTerminal,
  options: OrgOptions,
  work: (o: OrgWork) => Promise<number>,
): Promise<number> {
  const stop = new AbortController();
  const progress = new Progress(terminal, options.quiet === true);
  const unsubscribe = terminal.onInterrupt(() => {
    progress.clear();
    if (stop.signal.aborted) return terminal.end(130);
    terminal.err('Stopping after the request under way; press Ctrl-C again to end at once.\n');
    stop.abort(new Error('interrupted'));
  });
  let open: OpenProject | undefined;
  try {
    open = await openProject(terminal);
    const call = { signal: stop.signal, onEvent: progress.event };
    return await work({ ...open, terminal, progress, call });
  } catch (error) {
    progress.clear();
    terminal.err(`recpolicy: ${coloursFor(terminal.stderr, terminal.env).red(explain(error))}\n`);
    return error instanceof HalfCredentialsError && options.exit2MeansChanges !== true ? 2 : 1;
  } finally {
    progress.clear();
    unsubscribe();
    // A wait that cannot be cut short holds nobody up.
    if (stop.signal.aborted) terminal.end(1, 200);
    open?.dispose();
  }
}

function explain(error: unknown): string {
  if (isOrgError(error) || error instanceof UsageError)
    return sanitiseForTerminal(error.message.replace(/^recpolicy: /, ''));
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code === 'string' && error instanceof Error)
    return `${sanitiseForTerminal(path ?? 'A file')} could not be read or written (${code}). Check its permissions and the space on the disk, then run the command again.`;
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this should not have happened: ${sanitiseLines(unexpected)}`;
}
