import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No test reads or writes what the person who runs it keeps of projects. */
export default function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'recpolicy-tests-'));
  process.env['XDG_STATE_HOME'] = home;
  return () => rmSync(home, { recursive: true, force: true });
}
