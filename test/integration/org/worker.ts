// One engine in a process of its own, which kills itself at a given moment. Started by kill.test.ts.

import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { nodeUserState } from '../../../org/adapters/node/user-state';
import { OrgEngine } from '../../../org/engine';
import { CrashPoints } from './crash';
import { FolderProject } from './folder-project';

interface Orders {
  root: string;
  url: string;
  clientId: string;
  command: 'deploy' | 'retire' | 'audit' | 'pull';
  killAt: number;
}

const orders = JSON.parse(process.argv[2]!) as Orders;
const points = new CrashPoints(orders.killAt, () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => undefined);
});
const state = nodeUserState();
const engine = new OrgEngine({
  project: new FolderProject(orders.root, [{ name: 'test', apiBaseUrl: orders.url }]),
  fs: points.fs(new NodeFileSystem()),
  state: { ...state, fs: points.fs(state.fs) },
  fetch: points.fetch((u, i) => fetch(u, i)),
  credentials: {
    credentials: async () => ({ clientId: orders.clientId, clientSecret: process.env['CANARY']! }),
  },
  processInfo: nodeProcessInfo(),
  allowedHosts: undefined,
});
const approval = { inAdvance: true, confirm: async () => ({ approved: true }) };
const run = {
  deploy: () => engine.deploy('test', { approval }),
  retire: () => engine.retire('test', { name: 'Payments_Terminal_Recording', approval }),
  pull: () => engine.pull('test'),
  audit: () =>
    engine.exportAudit('test', {
      from: '2026-09-01T00:00:00Z',
      to: '2026-10-01T00:00:00Z',
      file: `${orders.root}/audit.ndjson`,
    }),
}[orders.command];
run().then(
  (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
