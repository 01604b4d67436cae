import { describe, expect, it } from 'vitest';
import { emulator } from '../testing/orgs';
import { connect, type OrgClient, payload, policiesPath } from '../testing/raw-client';

const month = 'dateFrom=2026-09-01T00:00:00Z&dateTo=2026-10-01T00:00:00Z';

async function readAll(client: OrgClient, query: string): Promise<{ id: string; eventTimestamp: string }[]> {
  const found = [];
  let cursor: string | undefined;
  do {
    const page = await client.send('GET', `/audit/logs?${query}${cursor ? `&cursor=${cursor}` : ''}`);
    expect(page.status).toBe(200);
    found.push(...page.json.entities);
    cursor = page.json.cursor;
  } while (cursor);
  return found;
}

async function demo() {
  const org = (await emulator({ data: 'demo' })).org();
  return { org, client: await connect(org) };
}

describe('the audit trail', () => {
  it('is paged by cursor without a gap or a double, both ways', async () => {
    const { org, client } = await demo();
    const ascending = await readAll(client, `${month}&pageSize=100`);
    const ids = ascending.map((record) => record.id);
    expect(new Set(ids).size).toBe(1200);
    expect(ids.length).toBe(1200);
    expect(
      new Set(
        org
          .dump()
          .audit.filter((r) => r.eventTimestamp < '2026-10')
          .map((r) => r.id),
      ),
    ).toEqual(new Set(ids));
    const descending = await readAll(client, `${month}&pageSize=97&sortOrder=DESC`);
    expect(descending.map((record) => record.id)).toEqual(ids.reverse());
  });

  it('is filtered by time, resource type and actions', async () => {
    const { client } = await demo();
    const found = await readAll(
      client,
      `${month}&resourceType=ORGANIZATION_ADMIN&actionType=LOGOUT,%20USER_CREATE&pageSize=100`,
    );
    expect(new Set(found.map((record) => (record as unknown as { action: string }).action))).toEqual(
      new Set(['LOGOUT', 'USER_CREATE']),
    );
    const day = await readAll(client, 'dateFrom=2026-09-05T00:00:00Z&dateTo=2026-09-06T00:00:00Z');
    expect(day.length).toBeGreaterThan(20);
    expect(day.every((record) => record.eventTimestamp.startsWith('2026-09-05'))).toBe(true);
  });

  it('refuses cursors that are foreign, of another query, or expired', async () => {
    const { org, client } = await demo();
    const { cursor } = (await client.send('GET', `/audit/logs?${month}`)).json;
    const code = async (query: string) =>
      (await client.send('GET', `/audit/logs?${query}`)).json.details?.[0].errorCode;
    expect(await code(`${month}&cursor=made-up`)).toBe('invalid.cursor');
    expect(await code(`${month}&sortOrder=DESC&cursor=${cursor}`)).toBe('invalid.cursor');
    org.expireCursors();
    expect(await code(`${month}&cursor=${cursor}`)).toBe('cursor.expired');
    expect(await code('dateFrom=2026-09-02T00:00:00Z&dateTo=2026-09-01T00:00:00Z')).toBe('invalid.date');
    expect((await client.send('GET', '/audit/logs?dateFrom=2026-09-02&dateTo=2026-09-03')).status).toBe(400);
  });

  it('shows a late entry to a reader whose cursor is still before it', async () => {
    const { org, client } = await demo();
    const first = await client.send('GET', `/audit/logs?${month}`);
    const late = { ...org.dump().audit[40]!, id: 'late' };
    org.appendAudit(late);
    const second = await client.send('GET', `/audit/logs?${month}&cursor=${first.json.cursor}`);
    expect(second.json.entities).toContainEqual(late);
  });

  it('records every write with the correlation id of its request', async () => {
    const { org, client } = await demo();
    const created = await client.send('POST', policiesPath, { body: payload() });
    expect(org.dump().audit.at(-1)).toMatchObject({
      action: 'SCREEN_RECORDING_POLICY_CREATE',
      userId: 'acme-deployer',
      correlationId: created.headers['inin-correlation-id'],
    });
  });
});
