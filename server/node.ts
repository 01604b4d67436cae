import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { spawnMaskWorker } from '../org/adapters/node/mask-worker';
import { StoredFacts } from '../org/adapters/node/stored-facts';
import { serve } from './connection';
import { describe } from './guard';
import { cacheFolder } from './node/cache-folder';
import { NodeFiles } from './node/files';
import { StdioReader } from './node/stdio-reader';
import { FileVerdictStore } from './node/verdict-store';
import type { Platform, StoredOrgFacts } from './platform';

/** Serves a client over standard input and output, as any editor starts it. */
export function startStdioServer(): void {
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new StdioReader(process.stdin, writer);
  reader.onClose(() => process.exit(1));
  // Whatever prints would break the stream of messages.
  console.log = console.info = console.debug = console.error;
  start(createConnection(reader, writer), storedFacts);
}

/** Serves a client over the channel to the process that forked this one. */
export function startIpcServer(): void {
  start(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
}

function start(connection: Connection, stored?: Platform['storedFacts']): void {
  const log = serve(connection, {
    files: new NodeFiles(),
    maskWorker: () => () => spawnMaskWorker(join(__dirname, 'masks-worker.js')),
    ...(stored && { storedFacts: stored }),
    verdicts: (cacheUri) => new FileVerdictStore(cacheFolder(cacheUri)),
  });
  // No document and no client may end the server: what slipped through is told, and the next message is
  // served.
  process.on('uncaughtException', (error) => log.error(`[uncaught] ${describe(error)}`));
  process.on('unhandledRejection', (error) => log.error(`[uncaught] ${describe(error)}`));
}

/** What `recpolicy facts` has kept: an editor without our extension tells nothing of orgs. */
function storedFacts(warn: (message: string) => void): StoredOrgFacts {
  const facts = new StoredFacts(process.env, warn);
  return {
    facts: (environment, folder) =>
      folder?.startsWith('file:') === true
        ? facts.facts(environment, fileURLToPath(folder).replaceAll('\\', '/'))
        : undefined,
    hasChanged: () => facts.hasChanged(),
  };
}
