import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OrgEngine } from '../../../org/engine';
import { NodeFileSystem } from '../../../org/node/node-file-system';
import { nodeProcessInfo } from '../../../org/node/process-info';
import { policy, rig, YES } from './kit';

type Raw = Record<string, unknown> & { id: string };

/** The few endpoints of the live platform that media retention policies need, as its SDK describes them. */
class MiniPlatform {
  policies: Raw[] = [];
  log: { method: string; path: string; body: string }[] = [];
  private version = 0;
  /** Called before a request is handled. */
  before: (method: string) => void = () => undefined;
  private server!: Server;

  async start(): Promise<string> {
    this.server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const url = new URL(request.url!, 'http://x');
      this.log.push({ method: request.method!, path: url.pathname, body });
      const [status, answer] = this.handle(
        request.method!,
        url.pathname,
        body,
        request.headers.authorization,
      );
      response
        .writeHead(status, { 'content-type': 'application/json', 'ININ-Correlation-Id': 'c' })
        .end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  touch(raw: Raw): Raw {
    raw['modifiedDate'] = new Date(++this.version * 1000).toISOString();
    return raw;
  }

  private handle(method: string, path: string, body: string, auth: string | undefined): [number, unknown] {
    if (path === '/oauth/token')
      return body === 'grant_type=client_credentials'
        ? [200, { access_token: 't', token_type: 'bearer', expires_in: 86400 }]
        : [400, {}];
    if (auth !== 'Bearer t') return [401, {}];
    this.before(method);
    const base = '/api/v2/recording/mediaretentionpolicies';
    if (path === base && method === 'GET')
      return [
        200,
        { entities: this.policies, pageSize: 100, pageNumber: 1, pageCount: 1, total: this.policies.length },
      ];
    if (path === base && method === 'POST') {
      const made = this.touch({
        ...(JSON.parse(body) as object),
        id: `p${this.policies.length}`,
        selfUri: '/x',
      });
      this.policies.push(made);
      return [200, made];
    }
    const found = this.policies.find((p) => path === `${base}/${p.id}`);
    if (found === undefined) return [404, { message: 'no', code: 'recording.policy.not.found', status: 404 }];
    if (method === 'PUT') {
      for (const key of Object.keys(found)) if (key !== 'id') delete found[key];
      Object.assign(found, JSON.parse(body));
      this.touch(found);
    }
    return [200, found];
  }
}

let platform: MiniPlatform;
let url: string;

beforeEach(async () => {
  platform = new MiniPlatform();
  url = await platform.start();
});
afterEach(() => platform.stop());

async function onPlatform() {
  const r = await rig();
  r.project.environments[0] = { name: 'test', api: 'platform', region: 'mypurecloud.ie', apiBaseUrl: url };
  const engine = new OrgEngine({
    project: r.project,
    fs: new NodeFileSystem(),
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: r.clock,
    credentials: { credentials: async () => ({ clientId: 'a', clientSecret: 'b' }) },
  });
  return { project: r.project, engine };
}

const user = policy({ name: 'A', targets: [{ type: 'USER', id: 'u1' }] });
const screenOf = (raw: Raw) =>
  (
    raw['mediaPolicies'] as {
      callPolicy: {
        actions: { initiateScreenRecording: { deleteRetention: { days: number } } };
        conditions: object;
      };
    }
  ).callPolicy;

describe('the platform backend', () => {
  it('creates and updates media retention policies, and a second deploy sends no write', async () => {
    const { project, engine } = await onPlatform();
    await project.write('a.recpolicy.json', user);
    const plan = await engine.plan('test');
    expect(plan.notes.join('\n')).toMatch(/longest retention holds/);
    expect(plan.notes.join('\n')).toMatch(/masks nothing/);
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(screenOf(platform.policies[0]!)).toMatchObject({
      conditions: { forUsers: [{ id: 'u1' }] },
      actions: { initiateScreenRecording: { deleteRetention: { days: 90 } } },
    });
    const before = platform.log.length;
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.log.slice(before).filter((l) => l.method !== 'GET' && l.path !== '/oauth/token')).toEqual(
      [],
    );
    await project.write('a.recpolicy.json', { ...user, retentionDays: 30 });
    expect((await engine.plan('test')).changes[0]!.fields).toEqual([
      { path: '/retentionDays', from: 90, to: 30 },
    ]);
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(screenOf(platform.policies[0]!).actions.initiateScreenRecording.deleteRetention.days).toBe(30);
  });

  it('keeps what it does not know of a policy, and leaves policies without screen recording alone', async () => {
    const { project, engine } = await onPlatform();
    platform.policies.push({
      id: 'q',
      name: 'Calls only',
      enabled: true,
      mediaPolicies: { callPolicy: { actions: { retainRecording: true } } },
    });
    await project.write('a.recpolicy.json', user);
    await engine.deploy('test', { approval: YES });
    Object.assign(platform.policies[1]!, { conditions: { mediaTypes: ['CALL'] } });
    Object.assign(screenOf(platform.policies[1]!).conditions, { forQueues: [{ id: 'q1' }] });
    await project.write('a.recpolicy.json', { ...user, retentionDays: 30 });
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.policies[1]).toMatchObject({ conditions: { mediaTypes: ['CALL'] } });
    expect(screenOf(platform.policies[1]!).conditions).toEqual({
      forUsers: [{ id: 'u1' }],
      forQueues: [{ id: 'q1' }],
    });
    expect((await engine.plan('test')).changes.map((c) => c.name)).toEqual(['A']);
  });

  it('merges a change made between plan and write', async () => {
    const { project, engine } = await onPlatform();
    await project.write('a.recpolicy.json', user);
    await engine.deploy('test', { approval: YES });
    await project.write('a.recpolicy.json', { ...user, retentionDays: 30 });
    let gets = 0;
    platform.before = (method) => {
      if (method === 'GET' && ++gets === 2)
        platform.touch(Object.assign(platform.policies[0]!, { description: 'theirs' }));
    };
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.policies[0]).toMatchObject({ description: 'theirs' });
    expect(screenOf(platform.policies[0]!).actions.initiateScreenRecording.deleteRetention.days).toBe(30);
    expect(await project.read('a.recpolicy.json')).toContain('theirs');
  });

  it('blocks what cannot be expressed, and retires nothing it cannot be certain of', async () => {
    const { project, engine } = await onPlatform();
    await project.write('a.recpolicy.json', policy({ name: 'A' }));
    expect((await engine.deploy('test', { approval: YES })).items[0]).toMatchObject({ outcome: 'blocked' });
    await project.write('a.recpolicy.json', user);
    await engine.deploy('test', { approval: YES });
    await expect(engine.retire('test', { name: 'A', approval: YES })).rejects.toMatchObject({
      kind: 'unsupported',
    });
    expect(platform.policies).toHaveLength(1);
  });
});
