import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseFaults } from './faults/parse';
import { startEmulator } from './start';
import type { Emulator } from './types';

export const emulatorUsage = `recpolicy emulator [--port N] [--api wem|platform] [--data FILE] [--faults FILE] [--latency MS] [--seed N] [--empty]

Runs two local orgs, acme on port N (default 4010) and acme-test on the port after it (any free one where that is in use), on the loopback interface.
  --api API       whose API they serve: that of the guides (wem, the default) or that of the live platform
  --data FILE     keep the orgs in FILE: loaded where it exists, written after every change
  --faults FILE   a JSON list of scripted faults, played on acme
  --latency MS    milliseconds added to every answer
  --seed N        seed of everything left to chance
  --empty         no policies, groups and recordings`;

interface Output {
  write(text: string): unknown;
}

/**
 * `recpolicy emulator`: runs until interrupted. Resolves with the exit code: 0, or 2 where it could not run.
 */
export async function runEmulatorCommand(
  argv: readonly string[],
  io: { stdout: Output; stderr: Output; signal?: AbortSignal } = process,
): Promise<number> {
  let emulator: Emulator;
  try {
    const options = await readOptions(argv);
    if (options === 'help') {
      io.stdout.write(`${emulatorUsage}\n`);
      return 0;
    }
    emulator = await startEmulator({ ...options, complain: (line) => io.stderr.write(`${line}\n`) });
  } catch (error) {
    io.stderr.write(`recpolicy emulator: ${(error as Error).message}\n`);
    return 2;
  }
  // A reader of this line may stop the emulator at once.
  const stopped = interrupted(io.signal);
  io.stdout.write(describe(emulator));
  await stopped;
  await emulator.stop();
  return 0;
}

async function readOptions(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      api: { type: 'string', default: 'wem' },
      port: { type: 'string', default: '4010' },
      data: { type: 'string' },
      faults: { type: 'string' },
      latency: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help' as const;
  const { api } = values;
  if (api !== 'wem' && api !== 'platform') throw new Error(`--api takes "wem" or "platform", not '${api}'.`);
  return {
    api: api === 'platform' ? ('platform' as const) : ('wem' as const),
    port: wholeNumber('--port', values.port, 65_534),
    latencyMs: wholeNumber('--latency', values.latency, 600_000),
    seed: wholeNumber('--seed', values.seed, 2 ** 32 - 1),
    data: values.empty ? ('empty' as const) : ('demo' as const),
    ...(values.data === undefined ? {} : { dataFile: values.data }),
    ...(values.faults === undefined ? {} : { faults: parseFaults(await readJson(values.faults)) }),
  };
}

function wholeNumber(option: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    throw new Error(`${option} takes a whole number from 0 to ${max}, not '${text}'.`);
  return value;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function describe(emulator: Emulator): string {
  const orgs = emulator.orgs.map((org) => {
    const { clientId, clientSecret } = org.credentials();
    return `  ${org.name}  ${org.url}\n    client id ${clientId}, secret ${clientSecret} (they open this local org only)\n`;
  });
  const [first] = emulator.orgs;
  const isPlatform = first!.platform !== undefined;
  return [
    'Local orgs are running:\n',
    ...orgs,
    '\nIn recpolicy.config.json:\n',
    `  "environments": { "local": { ${isPlatform ? '"api": "platform"' : `"orgDomain": "${first!.name}"`}, "apiBaseUrl": "${first!.url}" } }\n`,
    `\nWhat happened there: ${first!.url}/__emulator/log and /__emulator/writes. Stop with Ctrl+C.\n`,
  ].join('');
}

function interrupted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
}
