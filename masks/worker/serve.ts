import { decide } from '../redos/decide';
import type { JobPort } from './protocol';

/** Decides patterns behind a message port, one job after the other. */
export function serve(port: JobPort): void {
  port.onJob(({ id, pattern }) => port.post({ type: 'verdict', id, verdict: decide(pattern) }));
  port.post({ type: 'ready' });
}
