import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runEmulatorCommand } from './command';
import { emulator } from './testing/orgs';
import { connect, payload, policiesPath, rawRequest } from './testing/raw-client';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-org-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('starting', () => {
  it('gives each org a port of its own on loopback and nowhere else', async () => {
    const { orgs } = await emulator();
    expect(orgs.map((org) => org.name)).toEqual(['acme', 'acme-test']);
    expect(new Set(orgs.map((org) => org.url)).size).toBe(2);
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address && !address.internal && address.family === 'IPv4');
    for (const address of outside) {
      const url = orgs[0]!.url.replace('127.0.0.1', address!.address);
      await expect(rawRequest(url, 'GET')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  it('says so when a port is taken, and leaves nothing running', async () => {
    const { port } = await emulator();
    await expect(emulator({ port })).rejects.toThrow(`Port ${port} is in use`);
  });

  it('gives the second org any free port where the next one is taken', async () => {
    const taken = createServer();
    let port = 0;
    // A port whose lower neighbour is free, too.
    for (let tries = 0; port === 0; tries++) {
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const next = (taken.address() as AddressInfo).port;
      const first = createServer();
      const free = await new Promise((resolve) => {
        first.once('error', () => resolve(false));
        first.listen(next - 1, '127.0.0.1', () => first.close(() => resolve(true)));
      });
      if (free) port = next - 1;
      else if (tries === 20) throw new Error('no two neighbouring ports are free');
      else await new Promise((resolve) => taken.close(resolve));
    }
    try {
      const { orgs } = await emulator({ port });
      expect(orgs[0]!.url).toBe(`http://127.0.0.1:${port}`);
      expect(orgs[1]!.url).not.toBe(`http://127.0.0.1:${port + 1}`);
      expect((await rawRequest(orgs[1]!.url, 'GET')).status).toBe(404);
    } finally {
      await new Promise((resolve) => taken.close(resolve));
    }
  });

  it('stops in spite of a client that waits', async () => {
    const started = await emulator();
    const client = await connect(started.org());
    started.org().addFaults({ do: { kind: 'hang' } });
    const waiting = client.send('GET', policiesPath).catch((error: NodeJS.ErrnoException) => error.code);
    while (started.org().log.at(-1)?.faults[0] !== 'hang') await new Promise(setImmediate);
    await started.stop();
    expect(await waiting).toBe('ECONNRESET');
  });

  it('keeps the orgs in a data file across restarts', async () => {
    const dataFile = join(folder, 'orgs.json');
    const first = await emulator({ dataFile });
    const client = await connect(first.org());
    const { id } = (await client.send('POST', policiesPath, { body: payload() })).json;
    await first.stop();
    const second = await emulator({ dataFile, data: 'demo' });
    expect(second.org().policies()).toMatchObject([{ id, name: payload().name }]);
    expect(JSON.parse(await readFile(dataFile, 'utf8'))).toMatchObject({
      version: 1,
      orgs: [{ name: 'acme' }, {}],
    });
  });

  it.each([
    ['{', 'is not JSON'],
    ['{"version":2}', 'must hold'],
    ['{"version":1,"orgs":[{"name":"a"}]}', "org 1 has no list 'clients'"],
  ])('refuses the data file %s', async (text, message) => {
    const dataFile = join(folder, 'orgs.json');
    await writeFile(dataFile, text);
    await expect(emulator({ dataFile })).rejects.toThrow(message);
  });
});

describe('the command', () => {
  function run(argv: string[]) {
    const out = { stdout: '', stderr: '' };
    const stop = new AbortController();
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    stdout.on('data', (chunk: Buffer) => {
      out.stdout += chunk.toString();
    });
    stderr.on('data', (chunk: Buffer) => {
      out.stderr += chunk.toString();
    });
    const io = { stdout, stderr, signal: stop.signal };
    return { out, stop, printed: once(stdout, 'data'), exit: runEmulatorCommand(argv, io) };
  }

  it('runs until interrupted and prints what is needed to use it', async () => {
    const faults = join(folder, 'faults.json');
    await writeFile(
      faults,
      JSON.stringify({ match: { operation: 'listPolicies' }, do: { kind: 'status', status: 503 } }),
    );
    const { out, stop, printed, exit } = run([
      '--port',
      '0',
      '--faults',
      faults,
      '--latency',
      '1',
      '--seed',
      '3',
    ]);
    await printed;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out.stdout)![0];
    expect(out.stdout).toContain('client id acme-deployer, secret local-acme-deployer');
    expect((await rawRequest(`${url}/api/v2${policiesPath}`, 'GET')).status).toBe(503);
    stop.abort();
    expect(await exit).toBe(0);
    await expect(rawRequest(url, 'GET')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    [['--port', 'x'], "--port takes a whole number from 0 to 65534, not 'x'"],
    [['--nonsense'], '--nonsense'],
    [['--faults', 'nowhere.json'], 'nowhere.json'],
  ])('exits 2 for %j', async (argv, message) => {
    const { out, exit } = run(argv);
    expect(await exit).toBe(2);
    expect(out.stderr).toContain(message);
  });

  it('explains itself', async () => {
    const { out, exit } = run(['--help']);
    expect(await exit).toBe(0);
    expect(out.stdout).toContain('recpolicy emulator [--port N]');
  });
});
