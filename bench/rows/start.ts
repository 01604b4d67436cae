import { withProject } from '../support/folder';
import { LspProcess } from '../support/lsp';
import { makeFaultyPolicy } from '../support/projects';
import type { Row } from '../support/row';
import { median } from '../support/timing';
import { givePeerTheSchema, OURS, PEER } from './keystroke';

const ROUNDS = 9;

/**
 * From the spawn of the process to the first findings of an open document; ours pushes them, the peer is
 * asked.
 */
export async function start(): Promise<Row[]> {
  return withProject(100, async (folder) => {
    const { path, text } = makeFaultyPolicy(7);
    const uri = `file://${folder}/${path}`;
    const ours = async () => {
      const started = performance.now();
      const server = new LspProcess(OURS);
      try {
        await server.initialize(folder);
        const first = server.nextDiagnostics(uri);
        await server.open(uri, text, 'recpolicy');
        if ((await first).diagnostics.length === 0) throw new Error('the first findings were empty');
        return performance.now() - started;
      } finally {
        server.stop();
      }
    };
    const peer = async () => {
      const started = performance.now();
      const server = new LspProcess(PEER);
      try {
        await server.initialize(folder, { initializationOptions: { provideFormatter: true } }, true);
        await givePeerTheSchema(server);
        await server.open(uri, text, 'jsonc');
        const report: { items: unknown[] } = await server.connection.sendRequest('textDocument/diagnostic', {
          textDocument: { uri },
        });
        if (report.items.length === 0) throw new Error('the first findings of the peer were empty');
        return performance.now() - started;
      } finally {
        server.stop();
      }
    };
    const a: number[] = [];
    const b: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      a.push(await ours());
      b.push(await peer());
    }
    return [
      {
        work: 'start of the server to first diagnostics',
        ours: `${Math.round(median(a))} ms`,
        peer: `${Math.round(median(b))} ms`,
        ratio: median(a) / median(b),
        limit: 1,
      },
    ];
  });
}
