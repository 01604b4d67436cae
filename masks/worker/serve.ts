import { decide } from './decide';
import type { JobPort } from './protocol';

/** Runs the analysers behind a message port, one job after the other. */
export function serve(port: JobPort): void {
  let queue: Promise<void> = Promise.resolve();
  port.onJob((job) => {
    queue = queue.then(async () => {
      const verdict = await decide(job, (early) =>
        port.post({ type: 'verdict', id: job.id, verdict: early, done: false }),
      );
      port.post({ type: 'verdict', id: job.id, verdict, done: true });
    });
  });
  port.post({ type: 'ready' });
}
