import { describe, expect, it } from 'vitest';
import { emulator } from '../testing/orgs';
import { connect, rawRequest } from '../testing/raw-client';

async function demo() {
  const org = (await emulator({ data: 'demo' })).org();
  return { org, client: await connect(org) };
}

describe('orphaned recordings', () => {
  it('are listed, all or those with a known conversation', async () => {
    const { client } = await demo();
    const total = async (query: string) => (await client.send('GET', `/orphanrecordings${query}`)).json.total;
    expect([
      await total(''),
      await total('?hasConversation=false'),
      await total('?hasConversation=true'),
    ]).toEqual([12, 12, 8]);
    expect((await client.send('GET', '/orphanrecordings?hasConversation=yes')).status).toBe(400);
  });

  it('are attached to a conversation and then are orphans no more', async () => {
    const { org, client } = await demo();
    const { orphan } = org.dump().orphans[0]!;
    const path = `/orphanrecordings/${orphan.id}`;
    const put = (body: object) => client.send('PUT', path, { body });
    expect((await put({})).status).toBe(400);
    const wrong = {
      conversationId: 'c',
      archiveDate: '2027-02-01T00:00:00Z',
      deleteDate: '2027-01-01T00:00:00Z',
    };
    expect((await put(wrong)).json.details).toEqual([{ errorCode: 'invalid.date', fieldName: 'deleteDate' }]);
    const right = { ...wrong, deleteDate: '2027-03-01T00:00:00Z' };
    expect(await put(right)).toMatchObject({ status: 200, json: right });
    expect((await client.send('GET', path)).status).toBe(404);
    expect(org.writes).toMatchObject([
      { kind: 'orphan-recording', action: 'update', before: orphan, after: right },
    ]);
  });

  it('are deleted once', async () => {
    const { org, client } = await demo();
    const path = `/orphanrecordings/${org.dump().orphans[1]!.orphan.id}`;
    expect((await client.send('DELETE', path)).status).toBe(200);
    expect((await client.send('DELETE', path)).status).toBe(404);
  });
});

describe('media', () => {
  it('is 202 while it is prepared, then has an address that needs no token and expires', async () => {
    const { org, client } = await demo();
    const { orphan, preparing } = org.dump().orphans.find((candidate) => candidate.preparing === 2)!;
    const ask = () => client.send('GET', `/orphanrecordings/${orphan.id}/media`);
    for (let i = 0; i < preparing; i++) expect(await ask()).toMatchObject({ status: 202, text: '' });
    const { mediaUri } = (await ask()).json.mediaUris['0'];
    const whole = await fetch(mediaUri);
    expect(Number(whole.headers.get('content-length'))).toBe(orphan.mediaSizeBytes);
    const bytes = Buffer.from(await whole.arrayBuffer());
    const part = await fetch(mediaUri, { headers: { Range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect((await fetch(mediaUri, { headers: { Range: 'bytes=99999999-' } })).status).toBe(416);
    org.advanceClock(10 * 60);
    expect((await fetch(mediaUri)).status).toBe(403);
    expect((await rawRequest(`${org.url}/media/guessed`, 'GET')).status).toBe(404);
  });
});
