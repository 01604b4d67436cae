/** What a watchdog needs of whom it watches. */
export interface Watched {
  /** Resolves when an answer came. */
  ping(): Promise<unknown>;
  /** Ends it, so that it is started anew. */
  restart(): void;
  /** Tells the person; `restarted` is false when it is left as it is. */
  tell(restarted: boolean): void;
}

export interface WatchdogTimes {
  /** Between an answer and the next question, in milliseconds. */
  readonly everyMs: number;
  /** So long an answer may take, in milliseconds. */
  readonly patienceMs: number;
  /** More restarts than this would go on for ever: whatever keeps it busy is still there. */
  readonly mostRestarts: number;
}

/** The server works in slices of milliseconds: one that is silent for so long never comes back. */
const TIMES: WatchdogTimes = { everyMs: 5_000, patienceMs: 15_000, mostRestarts: 3 };

/** Asks a server now and then whether it is there, and restarts one that stays silent. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Which start the questions are of: answers of an earlier server count for nothing. */
  private run = 0;
  private restarts = 0;

  constructor(
    private readonly watched: Watched,
    private readonly times: WatchdogTimes = TIMES,
  ) {}

  /** The server runs. */
  start(): void {
    this.stop();
    this.later(this.run);
  }

  /** The server was ended, or ended by itself. */
  stop(): void {
    this.run++;
    clearTimeout(this.timer);
  }

  private later(run: number): void {
    this.timer = setTimeout(() => this.ask(run), this.times.everyMs);
  }

  private ask(run: number): void {
    this.timer = setTimeout(() => this.silent(), this.times.patienceMs);
    const answered = () => {
      if (run !== this.run) return;
      clearTimeout(this.timer);
      this.later(run);
    };
    // Any answer is one, a refusal too.
    this.watched.ping().then(answered, answered);
  }

  private silent(): void {
    this.stop();
    if (this.restarts >= this.times.mostRestarts) {
      this.watched.tell(false);
      return;
    }
    this.restarts++;
    this.watched.tell(true);
    this.watched.restart();
  }
}
