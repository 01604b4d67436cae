import type { EngineEvent, Phase } from '../../org/commands/events';
import { coloursFor } from '../terminal/colour';
import { sanitiseForTerminal } from '../terminal/text';
import type { OrgTerminal } from './terminal';

const REASONS: Readonly<Record<string, string>> = {
  connect: 'no connection',
  network: 'the connection broke off',
  timeout: 'no whole answer in time',
};

type ProgressEvent = Extract<EngineEvent, { type: 'progress' }>;

/**
 * Tells on stderr what the engine is doing: on a terminal one line that is rewritten, elsewhere a plain line
 * whenever a new phase begins. What a person must know (notices, waits) stands on lines of its own either
 * way.
 */
export class Progress {
  private phase: Phase | undefined;
  private message = '';
  private shown = false;
  private readonly live: boolean;

  constructor(
    private readonly terminal: OrgTerminal,
    private readonly quiet: boolean,
  ) {
    this.live = terminal.stderr.isTTY === true && terminal.env['TERM'] !== 'dumb';
  }

  readonly event = (event: EngineEvent): void => {
    switch (event.type) {
      case 'phase':
        if (event.phase === 'confirm') this.clear();
        else this.begin(event.phase, sanitiseForTerminal(event.message));
        break;
      case 'progress':
        if (this.live && event.phase === this.phase) this.rewrite(`${this.message}  ${amount(event)}`);
        break;
      case 'notice':
        this.line(sanitiseForTerminal(event.message));
        break;
      case 'retry': {
        const { method, path, waitMs, reason } = event.notice;
        const wait = Math.round(waitMs / 100) / 10;
        this.line(
          sanitiseForTerminal(`${method} ${path}: ${REASONS[reason] ?? reason}; trying again in ${wait} s`),
        );
        break;
      }
      case 'plan':
        this.clear();
    }
  };

  /** Takes the live line away, so that other output starts on a clean one. */
  clear(): void {
    if (this.shown) this.terminal.err('\r\u001b[K');
    this.shown = false;
  }

  /** A line that stays. */
  line(text: string): void {
    if (this.quiet) return;
    this.clear();
    this.terminal.err(`${coloursFor(this.terminal.stderr, this.terminal.env).dim(text)}\n`);
    if (this.live && this.phase !== undefined) this.rewrite(this.message);
  }

  private begin(phase: Phase, message: string): void {
    if (this.quiet || (this.phase === phase && this.message === message)) return;
    this.phase = phase;
    this.message = message;
    if (this.live) this.rewrite(message);
    else this.terminal.err(`${message}\n`);
  }

  private rewrite(text: string): void {
    if (this.quiet) return;
    const width = Math.max(20, (this.terminal.stderr.columns || 80) - 1);
    this.terminal.err(`\r\u001b[K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
    this.shown = true;
  }
}

function amount({ done, total, unit }: ProgressEvent): string {
  if (unit === 'bytes') {
    const mb = (n: number) => `${(n / 1e6).toFixed(1)} MB`;
    return total === undefined
      ? mb(done)
      : `${Math.floor((done / Math.max(1, total)) * 100)} % of ${mb(total)}`;
  }
  const word = unit === 'seconds' ? ' s' : unit === 'records' ? ' records' : '';
  return total === undefined ? `${done}${word}` : `${done} of ${total}${word}`;
}
