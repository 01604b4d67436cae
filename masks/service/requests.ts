import type { MaskAnalyser } from '../redos/analyser';
import type { Verdict } from '../redos/verdict';

interface Request {
  readonly uris: Set<string>;
  /** What the worker said last. */
  latest: Verdict | undefined;
  cancel(): void;
}

/** Verdicts that are being worked out, and the documents that wait for them. */
export class Requests {
  private readonly byPattern = new Map<string, Request>();
  private readonly waiting = new Map<string, Set<string>>();

  /** @param onAnswer Told of the documents that hold a pattern with a better verdict. */
  constructor(
    private readonly analyser: () => MaskAnalyser,
    private readonly onAnswer: (uris: ReadonlySet<string>) => void,
  ) {}

  waits(uri: string): boolean {
    return this.waiting.has(uri);
  }

  latest(pattern: string): Verdict | undefined {
    return this.byPattern.get(pattern)?.latest;
  }

  /**
   * Has the patterns of a document worked out, and drops those it no longer holds. Each comes with the
   * verdict known so far.
   */
  follow(uri: string, wanted: ReadonlyMap<string, Verdict>): void {
    const before = this.waiting.get(uri);
    if (wanted.size > 0) this.waiting.set(uri, new Set(wanted.keys()));
    else this.waiting.delete(uri);
    for (const pattern of before ?? []) if (!wanted.has(pattern)) this.leave(pattern, uri);
    for (const [pattern, verdict] of wanted) if (!before?.has(pattern)) this.join(pattern, uri, verdict);
  }

  private join(pattern: string, uri: string, first: Verdict): void {
    const known = this.byPattern.get(pattern);
    if (known !== undefined) {
      known.uris.add(uri);
      return;
    }
    const request: Request = { uris: new Set([uri]), latest: undefined, cancel: () => {} };
    this.byPattern.set(pattern, request);
    const answer = (verdict: Verdict) => this.answered(pattern, request, verdict);
    request.cancel = this.analyser().request(pattern, '', answer, first);
  }

  private leave(pattern: string, uri: string): void {
    const request = this.byPattern.get(pattern);
    if (request === undefined) return;
    request.uris.delete(uri);
    if (request.uris.size > 0) return;
    this.byPattern.delete(pattern);
    request.cancel();
  }

  private answered(pattern: string, request: Request, verdict: Verdict): void {
    if (this.byPattern.get(pattern) !== request) return;
    request.latest = verdict;
    if (verdict.stage === 'final') {
      this.byPattern.delete(pattern);
      for (const uri of request.uris) {
        const waiting = this.waiting.get(uri);
        waiting?.delete(pattern);
        if (waiting?.size === 0) this.waiting.delete(uri);
      }
    }
    this.onAnswer(request.uris);
  }
}
