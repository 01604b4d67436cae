import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFileSystem } from '../../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../../org/adapters/node/process-info';
import { OrgEngine } from '../../../org/engine';
import { policy, rig, YES } from './kit';

type Raw = Record<string, unknown> & { id: string };

/** The few endpoints of the live platform that media retention policies need, as its SDK describes them. */
class MiniPlatform {
  policies: Raw[] = [];
  log: { method: string; path: string; body: string }[] = [];
  /** Screen recording sessions in the whole org, one number for each time it is asked; the last one stays. */
  sessions: unknown[] = [0];
  organization = { id: 'org-1', name: 'Acme' };
  audit: Record<string, unknown>[] = [];
  /** Audit queries that were begun, by id. */
  readonly queries = new Map<string, { body: Record<string, unknown>; looks: number }>();
  /** Looks at an audit query before it has succeeded. */
  auditLooks = 0;
  /** Which services audit what; undefined where the org does not tell. */
  services: object | undefined;
  /** Bodies of writes, as they were sent. */
  readonly bodies: Record<string, unknown>[] = [];
  /** How many entries lists count beside those they hold. */
  countedToo = 0;
  /** Pages with more entries than this are refused. */
  largestPage = 100;
  /** How many creates take effect and are not answered. */
  loseAnswers = 0;
  /** Called before a request is handled; an answer in its place. */
  before: (method: string, path: string) => [number, unknown] | undefined = () => undefined;
  /** How lists give a policy: as single reads do, or otherwise. */
  listed: (raw: Raw) => Raw = (raw) => raw;
  private version = 0;
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
        url.searchParams,
      );
      if (request.method === 'POST' && this.loseAnswers > 0 && url.pathname.includes('mediaretention')) {
        this.loseAnswers--;
        return void request.socket.destroy();
      }
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

  private handle(
    method: string,
    path: string,
    body: string,
    auth: string | undefined,
    query: URLSearchParams,
  ): [number, unknown] {
    if (path === '/oauth/token')
      return body === 'grant_type=client_credentials'
        ? [200, { access_token: 't', token_type: 'bearer', expires_in: 86400 }]
        : [400, {}];
    if (auth !== 'Bearer t') return [401, {}];
    const instead = this.before(method, path);
    if (instead !== undefined) return instead;
    const base = '/api/v2/recording/mediaretentionpolicies';
    if (path === '/api/v2/organizations/me') return [200, this.organization];
    if (path === base && method === 'GET') return this.list(query);
    if (path === base && method === 'POST') {
      const sent = JSON.parse(body) as Record<string, unknown>;
      this.bodies.push(sent);
      if (this.policies.some((p) => p['name'] === sent['name']))
        return [400, { message: 'no', code: 'recording.policy.name.duplicate.name', status: 400 }];
      const made = this.touch({ ...sent, id: `new${this.policies.length}`, selfUri: '/x' });
      this.policies.push(made);
      return [200, made];
    }
    if (path === '/api/v2/recordings/screensessions/details')
      return [200, { count: this.sessions.length > 1 ? this.sessions.shift() : this.sessions[0] }];
    if (path.startsWith('/api/v2/audits/query')) return this.audits(path, body, query);
    const found = this.policies.find((p) => path === `${base}/${p.id}`);
    if (found === undefined) return [404, { message: 'no', code: 'recording.policy.not.found', status: 404 }];
    if (method === 'PATCH') this.touch(Object.assign(found, JSON.parse(body)));
    if (method === 'DELETE') {
      this.policies = this.policies.filter((p) => p !== found);
      return [200, {}];
    }
    if (method === 'PUT') {
      const sent = JSON.parse(body) as Record<string, unknown>;
      this.bodies.push(sent);
      for (const key of Object.keys(found)) if (key !== 'id') delete found[key];
      this.touch(Object.assign(found, sent));
    }
    return [200, found];
  }

  private list(query: URLSearchParams): [number, unknown] {
    const pageSize = Number(query.get('pageSize'));
    const pageNumber = Number(query.get('pageNumber'));
    if (pageSize > this.largestPage)
      return [413, { message: 'too large', code: 'response.entity.too.large', status: 413 }];
    const all = this.policies.map(this.listed);
    const entities = all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
    return [200, { entities, pageSize, pageNumber, pageCount, total: all.length + this.countedToo }];
  }

  private audits(path: string, body: string, query: URLSearchParams): [number, unknown] {
    const base = '/api/v2/audits/query';
    if (path === `${base}/servicemapping` && this.services !== undefined) return [200, this.services];
    if (path === base) {
      const id = `q${this.queries.size + 1}`;
      this.queries.set(id, { body: JSON.parse(body), looks: 0 });
      return [202, { id, state: 'Queued' }];
    }
    const [, id, results] = /^\/api\/v2\/audits\/query\/([^/]+)(\/results)?$/.exec(path) ?? [];
    const one = this.queries.get(id ?? '');
    if (one === undefined) return [404, { message: 'no', code: 'not.found', status: 404 }];
    if (results === undefined)
      return [200, { id, state: ++one.looks > this.auditLooks ? 'Succeeded' : 'Running' }];
    const size = 2;
    const from = Number(query.get('cursor') ?? 0);
    const [start, end] = String(one.body['interval']).split('/') as [string, string];
    const wanted = this.audit.filter((r) => String(r['eventDate']) >= start && String(r['eventDate']) < end);
    const more = from + size < wanted.length;
    return [
      200,
      { id, entities: wanted.slice(from, from + size), ...(more ? { cursor: `${from + size}` } : {}) },
    ];
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
    state: r.state,
    processInfo: nodeProcessInfo(),
    allowedHosts: undefined,
    clock: r.clock,
    credentials: { credentials: async () => ({ clientId: 'a', clientSecret: 'b' }) },
  });
  return { project: r.project, engine, root: r.root };
}

const guides = policy({ name: 'A', targets: [{ type: 'USER', id: 'u1' }] });
const mediaPolicy = (change: object = {}): Raw => ({
  id: 'p0',
  name: 'A',
  enabled: true,
  mediaPolicies: {
    callPolicy: {
      conditions: { forQueues: [{ id: 'q1' }] },
      actions: { retainRecording: false, initiateScreenRecording: { deleteRetention: { days: 30 } } },
    },
  },
  ...change,
});
/** A policy as real ones are: by several conditions, with actions that are none of the recordings' days. */
const everything = (): Raw => ({
  id: 'p0',
  name: 'Everything',
  enabled: true,
  order: 0,
  createdDate: '2026-01-01T00:00:00.000Z',
  mediaPolicies: {
    callPolicy: {
      conditions: {
        forUsers: [{ id: 'user-0001', name: 'Ann', selfUri: '/api/v2/users/user-0001' }],
        forQueues: [{ id: 'queue-001', name: 'Sales', selfUri: '/api/v2/routing/queues/queue-001' }],
        wrapupCodes: [{ id: 'wrapup-01' }],
        directions: ['INBOUND'],
        timeAllowed: {
          timeZoneId: 'Europe/Paris',
          empty: false,
          timeSlots: [{ day: 1, startTime: '08:00:00.000', stopTime: '17:00:00.000' }],
        },
      },
      actions: {
        retainRecording: false,
        deleteRecording: false,
        alwaysDelete: false,
        assignEvaluations: [{ evaluationForm: { id: 'form-0001', name: 'QA' }, user: { id: 'user-0001' } }],
        retentionDuration: { deleteRetention: { days: 400 } },
        initiateScreenRecording: { recordACW: true, deleteRetention: { days: 60 } },
        integrationExport: { integration: { id: 'integration-1' }, shouldExportScreenRecordings: true },
      },
    },
    emailPolicy: { conditions: {}, actions: { retainRecording: true } },
  },
  policyErrors: null,
  selfUri: '/api/v2/recording/mediaretentionpolicies/p0',
});
interface Call {
  conditions: Record<string, unknown>;
  actions: { initiateScreenRecording: { deleteRetention: { days: number } } };
}
const callOf = (raw: Raw) => (raw['mediaPolicies'] as { callPolicy: Call }).callPolicy;
const isWrite = (l: { method: string; path: string }) => l.method !== 'GET' && l.path !== '/oauth/token';

describe('the platform backend', () => {
  it("never deploys a guides' policy, and a plan says so", async () => {
    const { project, engine } = await onPlatform();
    platform.policies.push(mediaPolicy());
    await project.write('a.recpolicy.json', guides);
    const plan = await engine.plan('test');
    expect(plan.changes).toMatchObject([
      { action: 'blocked', blockers: [{ code: 'policy-kind-mismatch' }] },
      { action: 'remote-only', name: 'A' },
    ]);
    expect(await engine.deploy('test', { approval: YES })).toMatchObject({ exitCode: 1 });
    expect(platform.log.filter(isWrite)).toEqual([]);
    expect(platform.policies).toEqual([mediaPolicy()]);
  });

  it('shows every policy of the org, and takes none of them for in sync', async () => {
    const { engine } = await onPlatform();
    platform.policies.push(
      mediaPolicy(),
      mediaPolicy({ id: 'p1', name: 'Mail', mediaPolicies: { emailPolicy: { actions: {} } } }),
      mediaPolicy({ id: 'p2', name: null }),
    );
    const { items } = await engine.status('test');
    expect(items.map((i) => [i.name, i.state])).toEqual([
      ['A', 'only-in-org'],
      ['Mail', 'only-in-org'],
      ['p2', 'only-in-org'],
    ]);
  });

  it('names the org in the plan and keeps its id in the state', async () => {
    const { engine, root } = await onPlatform();
    platform.policies.push(mediaPolicy());
    const plan = await engine.plan('test');
    expect(plan.org).toContain('Acme');
    expect(plan.organization).toEqual({ id: 'org-1', name: 'Acme' });
    await engine.pull('test');
    expect(await readFile(join(root, '.recpolicy/state/test.org.json'), 'utf8')).toContain('org-1');
  });

  it('writes nothing in another org of the same address', async () => {
    const { engine } = await onPlatform();
    platform.policies.push(mediaPolicy());
    await engine.pull('test');
    platform.organization = { id: 'org-2', name: 'Acme Test' };
    const retired = engine.retire('test', { name: 'A', approval: YES });
    await expect(retired).rejects.toMatchObject({ kind: 'wrong-org' });
    await expect(retired).rejects.toThrow(/Acme Test/);
    await expect(engine.pull('test')).rejects.toMatchObject({ kind: 'wrong-org' });
    expect(platform.log.filter(isWrite)).toEqual([]);
  });

  it('pulls a policy whole, and changes nothing of it but what the plan shows', async () => {
    const { project, engine } = await onPlatform();
    platform.policies.push(everything());
    expect(await engine.pull('test')).toMatchObject({ exitCode: 0, items: [{ outcome: 'created' }] });
    const file = 'policies/Everything.mediapolicy.json';
    expect((await engine.plan('test')).changes).toMatchObject([{ action: 'none', name: 'Everything' }]);
    const text = await project.read(file);
    await project.write(file, text.replace('"days": 60', '"days": 45'));
    const plan = await engine.plan('test');
    const path = '/mediaPolicies/callPolicy/actions/initiateScreenRecording/deleteRetention/days';
    expect(plan.changes[0]!.fields).toEqual([{ path, from: 60, to: 45 }]);
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    const { id: _i, createdDate: _c, policyErrors: _p, selfUri: _s, ...rest } = everything();
    const wanted = JSON.parse(JSON.stringify(rest).replace('"days":60', '"days":45'));
    expect(platform.bodies).toEqual([wanted]);
    const before = platform.log.length;
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.log.slice(before).filter(isWrite)).toEqual([]);
    await engine.undoLastDeploy('test', YES);
    expect(platform.bodies.at(-1)).toEqual(rest);
  });

  it('makes the same policy anew in an org that has none', async () => {
    const { engine, root } = await onPlatform();
    platform.policies.push(everything());
    await engine.pull('test');
    platform.policies = [];
    await rm(join(root, '.recpolicy'), { recursive: true });
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect((await engine.plan('test')).changes).toMatchObject([{ action: 'none' }]);
    const { conditions, actions } = callOf(platform.policies[0]!);
    expect(Object.keys(conditions).sort()).toEqual(Object.keys(callOf(everything()).conditions).sort());
    expect(actions).not.toHaveProperty('retainRecording', true);
    expect(actions).toMatchObject({
      initiateScreenRecording: { recordACW: true, deleteRetention: { days: 60 } },
      integrationExport: { integration: { id: 'integration-1' } },
    });
  });

  it('calls a change of any condition in the org a change', async () => {
    const { engine } = await onPlatform();
    platform.policies.push(everything());
    await engine.pull('test');
    callOf(platform.policies[0]!).conditions['directions'] = ['INBOUND', 'OUTBOUND'];
    const { items } = await engine.status('test');
    expect(items).toMatchObject([
      { state: 'changed-in-org', fields: [{ path: '/mediaPolicies/callPolicy/conditions/directions' }] },
    ]);
  });

  it('reads and merges again where a write meets another change, compared or refused with 409', async () => {
    const { project, engine } = await onPlatform();
    platform.policies.push(everything());
    await engine.pull('test');
    const file = 'policies/Everything.mediapolicy.json';
    await project.write(file, (await project.read(file)).replace('"days": 60', '"days": 45'));
    let refusals = 0;
    platform.before = (method) => {
      if (method !== 'PUT' || refusals++ > 0) return undefined;
      platform.touch(Object.assign(platform.policies[0]!, { description: 'theirs' }));
      return [409, { message: 'conflict', code: 'request.conflict', status: 409 }];
    };
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.policies[0]).toMatchObject({ description: 'theirs' });
    expect(callOf(platform.policies[0]!).actions.initiateScreenRecording.deleteRetention.days).toBe(45);
    expect(await project.read(file)).toContain('theirs');
  });

  it('never sends an emptied list where it was the only condition', async () => {
    const { project, engine } = await onPlatform();
    await project.write('a.mediapolicy.json', {
      name: 'Nobody',
      enabled: true,
      mediaPolicies: { callPolicy: { conditions: { forUsers: [] }, actions: { retainRecording: true } } },
    });
    const result = await engine.deploy('test', { approval: YES });
    expect(result.items).toMatchObject([{ outcome: 'blocked', message: /every interaction/ }]);
    expect(platform.policies).toEqual([]);
  });

  it('reads lists that count wrongly or must be small, and shows what the org reports', async () => {
    const { engine } = await onPlatform();
    platform.countedToo = 1;
    platform.largestPage = 10;
    const many = Array.from({ length: 12 }, (_, i) => mediaPolicy({ id: `p${i}`, name: `P${i}` }));
    const policyErrors = { policyErrorMessages: [{ errorCode: 'recording.policy.invalid.queue' }] };
    platform.policies.push(...many, mediaPolicy({ id: 'gone', deleted: true }));
    Object.assign(platform.policies[0]!, { policyErrors });
    const plan = await engine.plan('test');
    expect(plan.changes.map((c) => c.name)).toEqual(many.map((p) => p['name']));
    expect(plan.notes.join()).toContain('recording.policy.invalid.queue');
  });

  it('takes settings that were never saved for defaults', async () => {
    const { project, engine } = await onPlatform();
    await project.write('recording-settings.json', { maxSimultaneousStreams: 100 });
    const { changes } = await engine.plan('test');
    expect(changes).toMatchObject([{ fields: [{ path: '/maxSimultaneousStreams', to: 100 }] }]);
  });

  it('finds a create whose answer was lost although the name is refused with 400', async () => {
    const { project, engine } = await onPlatform();
    await project.write('a.mediapolicy.json', {
      name: 'A',
      enabled: true,
      actions: { retainRecording: true },
    });
    platform.loseAnswers = 1;
    expect((await engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(platform.policies).toHaveLength(1);
  });

  it('takes a list that shows a policy otherwise than a single read does for no change', async () => {
    const { engine } = await onPlatform();
    platform.policies.push(mediaPolicy());
    platform.listed = (raw) => {
      const { selfUri: _, ...rest } = raw;
      return { policyErrors: null, ...Object.fromEntries(Object.entries(rest).reverse()) } as unknown as Raw;
    };
    expect(await engine.retire('test', { name: 'A', approval: YES })).toMatchObject({ outcome: 'deleted' });
  });
});

describe('retire on the platform, which counts sessions in the whole org only', () => {
  async function created() {
    const made = await onPlatform();
    platform.policies.push(mediaPolicy());
    return made;
  }
  const writes = () => platform.log.filter(isWrite).map((l) => l.method);

  it('deletes once no session is active anywhere', async () => {
    const { engine } = await created();
    platform.sessions = [3, 1, 0];
    expect(await engine.retire('test', { name: 'A', approval: YES })).toMatchObject({ outcome: 'deleted' });
    expect(writes()).toEqual(['PATCH', 'DELETE']);
    expect(platform.policies).toEqual([]);
  });

  it('stops while one is active, and says that it need not be of this policy', async () => {
    const { engine } = await created();
    platform.sessions = [2];
    const result = await engine.retire('test', { name: 'A', approval: YES, maxWaitSeconds: 60 });
    expect(result).toMatchObject({ outcome: 'waiting', activeSessions: 2, exitCode: 1 });
    expect(result.message).toMatch(/whole org/);
    platform.sessions = [0];
    expect(await engine.retire('test', { name: 'A', approval: YES })).toMatchObject({ outcome: 'deleted' });
  });

  it('deletes at once, or some time after it was disabled, when told that sessions cannot be waited for', async () => {
    const { engine } = await created();
    platform.sessions = [2];
    const later = { name: 'A', approval: YES, afterSeconds: 3600 };
    const early = await engine.retire('test', later);
    expect(early).toMatchObject({ outcome: 'waiting', exitCode: 1 });
    expect(early.message).toMatch(/stays so for 60 more minutes/);
    expect(writes()).toEqual(['PATCH']);
    const now = await engine.retire('test', { name: 'A', approval: YES, withoutWaiting: true });
    expect(now).toMatchObject({ outcome: 'deleted', message: expect.stringMatching(/is not known/) });
    expect(writes()).toEqual(['PATCH', 'DELETE']);
  });

  it('says in the plan that its sessions cannot be told apart', async () => {
    const { engine } = await created();
    const plans: string[] = [];
    const approval = {
      confirm: async (plan: { notes: readonly string[] }) => {
        plans.push(...plan.notes);
        return { approved: false };
      },
    };
    await expect(engine.retire('test', { name: 'A', approval })).rejects.toThrow();
    expect(plans.join()).toMatch(/cannot be told/);
  });

  it.each([undefined, null, '0', -1, 0.5])('never takes a count of %j for none', async (count) => {
    const { engine } = await created();
    platform.sessions = [count];
    await expect(engine.retire('test', { name: 'A', approval: YES })).rejects.toMatchObject({
      kind: 'wrong-shape',
    });
    expect(writes()).toEqual(['PATCH']);
  });
});

describe('the audit trail of the platform, whose queries run in the background', () => {
  const record = (n: number) => ({
    id: `r${n}`,
    eventDate: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
    action: 'Update',
    entityType: 'Policy',
    user: { id: `u${n}` },
    remoteIp: ['10.1.2.3', '10.1.2.4'],
    propertyChanges: [{ property: 'enabled', oldValues: ['true'], newValues: ['false'] }],
  });
  const range = { from: '2026-01-01', to: '2026-01-31' };
  const linesOf = async (file: string) =>
    (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as Record<string, unknown>);

  it('is waited for and exported whole, under the names of every export', async () => {
    const { engine, root } = await onPlatform();
    platform.audit = [1, 2, 3, 4, 5].map(record);
    platform.auditLooks = 3;
    const file = join(root, 'audit.ndjson');
    const request = { ...range, file, mask: ['ipAddress'], actionType: 'Update' };
    expect(await engine.exportAudit('test', request)).toMatchObject({ records: 5 });
    const lines = await linesOf(file);
    expect(lines.map((l) => l['id'])).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(lines[0]).toMatchObject({
      eventTimestamp: '2026-01-01T00:01:00.000Z',
      userId: 'u1',
      resourceType: 'Policy',
      ipAddress: '[masked]',
      propertyChanges: [{ property: 'enabled' }],
    });
    expect(JSON.stringify(lines)).not.toContain('10.1.2');
    expect(platform.queries.get('q1')!.body).toEqual({
      interval: '2026-01-01T00:00:00.000Z/2026-01-31T00:00:00.000Z',
      filters: [{ property: 'Action', value: 'Update' }],
      sort: [{ name: 'Timestamp', sortOrder: 'ascending' }],
    });
  });

  it('asks for a long time in parts, of a type as the platform spells it', async () => {
    const { engine, root } = await onPlatform();
    const at = (day: string) => ({ ...record(1), id: day, eventDate: `${day}T12:00:00.000Z` });
    platform.audit = ['2026-01-10', '2026-04-20', '2026-05-01'].map(at);
    platform.services = { services: [{ name: 'Recording', entities: [{ name: 'Policy' }] }] };
    const file = join(root, 'audit.ndjson');
    const request = { from: '2026-01-01', to: '2026-06-01', file };
    expect(await engine.exportAudit('test', { ...request, resourceType: 'policy' })).toMatchObject({
      records: 3,
    });
    expect((await linesOf(file)).map((l) => l['id'])).toEqual(['2026-01-10', '2026-04-20', '2026-05-01']);
    const bodies = [...platform.queries.values()].map((q) => q.body);
    expect(bodies).toHaveLength(6);
    expect(bodies[5]).toMatchObject({
      interval: '2026-05-31T00:00:00.000Z/2026-06-01T00:00:00.000Z',
      serviceName: 'Recording',
      filters: [{ property: 'EntityType', value: 'Policy' }],
    });
    const other = { ...request, file: join(root, 'other.ndjson'), resourceType: 'Polizy' };
    const unknown = engine.exportAudit('test', other);
    await expect(unknown).rejects.toThrow(/no records of the type "Polizy".*It has: Policy/s);
  });

  it('goes on where it stopped, and begins anew where the platform has forgotten the query', async () => {
    const { engine, root } = await onPlatform();
    platform.audit = [1, 2, 3, 4, 5].map(record);
    const file = join(root, 'audit.ndjson');
    for (const forgotten of [false, true]) {
      const stop = new AbortController();
      const onEvent = (e: { type: string }) => void (e.type === 'progress' && stop.abort(new Error('stop')));
      const cut = engine.exportAudit('test', { ...range, file, signal: stop.signal, onEvent });
      await expect(cut).rejects.toMatchObject({ kind: 'cancelled' });
      if (forgotten) platform.queries.clear();
      const before = platform.queries.size;
      expect(await engine.exportAudit('test', { ...range, file })).toMatchObject({ records: 5 });
      expect(platform.queries.size - before).toBe(forgotten ? 1 : 0);
      expect((await linesOf(file)).map((l) => l['id'])).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
      await Promise.all([rm(file), rm(`${file}.progress.json`)]);
    }
  });

  it('says so when the query fails', async () => {
    const { engine, root } = await onPlatform();
    const audits = platform['audits'].bind(platform);
    platform['audits'] = (path, body, query) => {
      const [status, answer] = audits(path, body, query);
      return [status, { ...(answer as object), ...(body === '' ? { state: 'Failed' } : {}) }];
    };
    await expect(engine.exportAudit('test', { ...range, file: join(root, 'audit.ndjson') })).rejects.toThrow(
      /ended as "Failed"/,
    );
  });
});
