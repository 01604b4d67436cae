import type { Terminal } from '../terminal/terminal';

/** What commands that reach an org need beyond output. */
export interface OrgTerminal extends Terminal {
  readonly stderr: { readonly isTTY?: boolean; readonly columns?: number };
  /** Whether somebody is there to answer. */
  readonly interactive: boolean;
  /** Asks for one line; undefined when the input ends or the signal fires. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
  /** Calls the handler at each Ctrl-C until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /** Ends the process at once, or after so many milliseconds if it has not ended by itself. */
  end(exitCode: number, afterMs?: number): void;
}
