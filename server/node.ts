import { join } from 'node:path';
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { spawnMaskWorker } from '../org/adapters/node/mask-worker';
import { serve } from './connection';
import { describe } from './guard';
import { cacheFolder } from './node/cache-folder';
import { NodeFiles } from './node/files';
import { StdioReader } from './node/stdio-reader';
import { FileVerdictStore } from './node/verdict-store';

/** Serves a client over standard input and output, as any editor starts it. */
export function startStdioServer(): void {
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new StdioReader(process.stdin, writer);
  reader.onClose(() => process.exit(1));
  // Whatever prints would break the stream of messages.
  console.log = console.info = console.debug = console.error;
  start(createConnection(reader, writer));
}

/** Serves a client over the channel to the process that forked this one. */
export function startIpcServer(): void {
  start(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
}

function start(connection: Connection): void {
  const log = serve(connection, {
    files: new NodeFiles(),
    maskWorker: () => () => spawnMaskWorker(join(__dirname, 'masks-worker.js')),
    verdicts: (cacheUri) => new FileVerdictStore(cacheFolder(cacheUri)),
  });
  // No document and no client may end the server: what slipped through is told, and the next message is
  // served.
  process.on('uncaughtException', (error) => log.error(`[uncaught] ${describe(error)}`));
  process.on('unhandledRejection', (error) => log.error(`[uncaught] ${describe(error)}`));
}
