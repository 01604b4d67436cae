import type { Connection } from 'vscode-languageserver';
import { t } from '../../core/l10n';

/** Fewer files than this are done before anybody could read of them. */
const WORTH_SHOWING = 200;

/** Shows how far the check of the workspace is, where the client can show it. */
export class CheckProgress {
  private reporter: { report(percentage: number, message: string): void; done(): void } | undefined;
  private state: 'none' | 'asked' | 'shown' | 'done' = 'none';
  private percentage = -1;

  constructor(
    private readonly connection: Connection,
    private readonly supported: boolean,
  ) {}

  /** `done` of `total` files; both steps, reading and checking, count half. */
  report(done: number, total: number, half: 0 | 1): void {
    if (!this.supported || total < WORTH_SHOWING || this.state === 'done') return;
    const percentage = Math.floor(half * 50 + (done / total) * 50);
    if (this.state === 'none') {
      this.state = 'asked';
      this.connection.window.createWorkDoneProgress().then(
        (reporter) => {
          if (this.state === 'done') return;
          this.state = 'shown';
          reporter.begin(t('Checking recording policies'), percentage, undefined, false);
          this.reporter = reporter;
        },
        () => {},
      );
    }
    if (percentage === this.percentage || this.reporter === undefined) return;
    this.percentage = percentage;
    this.reporter.report(percentage, t('{done} of {total}', { done, total }));
  }

  done(): void {
    this.state = 'done';
    this.reporter?.done();
    this.reporter = undefined;
  }
}
