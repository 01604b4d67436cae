import { describe, expect, it } from 'vitest';
import { emulator } from './testing/orgs';
import { connect, policiesPath } from './testing/raw-client';

const audit = '/audit/logs?dateFrom=2026-09-01T00:00:00Z&dateTo=2026-10-01T00:00:00Z';

describe('rate limits', () => {
  it('answer 429 with Retry-After and count each token apart', async () => {
    const org = (await emulator({ limits: { requests: 2 } })).org();
    const [one, other] = [await connect(org), await connect(org)];
    for (let i = 0; i < 2; i++) expect((await one.send('GET', policiesPath)).status).toBe(200);
    const refused = await one.send('GET', policiesPath);
    expect(refused).toMatchObject({ status: 429, json: { code: 'too.many.requests.retry.after' } });
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(55);
    expect((await other.send('GET', policiesPath)).headers['inin-ratelimit-count']).toBe('1');
    org.advanceClock(wait);
    expect((await one.send('GET', policiesPath)).status).toBe(200);
  });

  it('are 50 a minute for the audit trail of the org, whoever asks', async () => {
    const org = (await emulator({ limits: {} })).org();
    const clients = [await connect(org), await connect(org)];
    const statuses: number[] = [];
    for (let i = 0; i < 51; i++) statuses.push((await clients[i % 2]!.send('GET', audit)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.at(-1)).toBe(429);
    expect((await clients[0]!.send('GET', policiesPath)).status).toBe(200);
  });

  it('can be changed while it runs', async () => {
    const org = (await emulator()).org();
    const client = await connect(org);
    org.setLimits({ requests: 0 });
    expect((await client.send('GET', policiesPath)).status).toBe(429);
  });
});
