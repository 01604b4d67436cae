import * as vscode from 'vscode';
import type { EngineEvent } from '../../../org/commands/events';
import { sanitiseMessage } from '../text/sanitise';

/** How a piece of work reports and is stopped. */
export interface TaskContext {
  readonly signal: AbortSignal;
  onEvent(event: EngineEvent): void;
}

/** Runs work under a notification that names its phases and can be cancelled. */
export function withPhases<T>(title: string, work: (w: TaskContext) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const stop = new AbortController();
      let ended = () => {};
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      const listener = token.onCancellationRequested(() => {
        stop.abort();
        // The notification goes with its button; an answer that is waited for is still to be seen.
        const stopping = vscode.l10n.t('{0}: stopping, what is under way is waited for a moment', title);
        const inStatusBar = { location: vscode.ProgressLocation.Window, title: stopping };
        void vscode.window.withProgress(inStatusBar, () => end);
      });
      const last = new Map<string, number>();
      try {
        return await work({
          signal: stop.signal,
          onEvent(event) {
            if (stop.signal.aborted) return;
            const text = phaseText(event);
            if (text === undefined) return;
            const share =
              event.type === 'progress' && event.total ? (100 * event.done) / event.total : undefined;
            const phase = event.type === 'progress' ? event.phase : '';
            const increment = share === undefined ? undefined : share - (last.get(phase) ?? 0);
            if (share !== undefined) last.set(phase, share);
            progress.report({ message: text, ...(increment === undefined ? {} : { increment }) });
          },
        });
      } finally {
        ended();
        listener.dispose();
      }
    }),
  );
}

/** An event of the engine as the notification shows it; undefined for what needs no words. */
export function phaseText(event: EngineEvent): string | undefined {
  if (event.type === 'phase') return sanitiseMessage(event.message);
  if (event.type === 'retry') {
    const seconds = Math.ceil(event.notice.waitMs / 1000);
    return vscode.l10n.t('The org does not answer as it should; trying again in {0} s…', seconds);
  }
  if (event.type !== 'progress' || event.unit === 'seconds') return undefined;
  if (event.unit === 'bytes') return bytesText(event.done, event.total);
  if (event.unit === 'records') return vscode.l10n.t('{0} records', event.done);
  return event.total === undefined
    ? String(event.done)
    : vscode.l10n.t('{0} of {1}', event.done, event.total);
}

function bytesText(done: number, total: number | undefined): string {
  const mega = (n: number) => (n / 1_048_576).toFixed(1);
  return total === undefined
    ? vscode.l10n.t('{0} MB', mega(done))
    : vscode.l10n.t('{0} of {1} MB', mega(done), mega(total));
}
