import { describe, expect, it } from 'vitest';
import { emulator, orgAndClient } from '../testing/orgs';
import { connect, payload, policiesPath } from '../testing/raw-client';

describe('groups', () => {
  const members = [{ id: 'u1', name: 'Ana', state: 'active' as const }];

  it('are unknown until they have been synchronised, by requests or by time', async () => {
    const { org, client } = await orgAndClient();
    org.putGroup({ id: 'by-requests', members, sync: { requests: 2 } });
    org.putGroup({ id: 'by-time', members, sync: { at: new Date(Date.now() + 60_000).toISOString() } });
    const status = async (id: string) => (await client.send('GET', `/users/groups/${id}`)).status;
    expect([await status('by-requests'), await status('by-requests'), await status('by-requests')]).toEqual([
      404, 404, 200,
    ]);
    expect(await status('by-time')).toBe(404);
    expect((await client.send('GET', '/users/groups')).json.total).toBe(1);
    org.advanceClock(61);
    expect((await client.send('GET', '/users/groups/by-time')).json).toEqual({
      id: 'by-time',
      name: 'by-time',
      members,
    });
  });

  it('are listed with their member counts', async () => {
    const { org, client } = await orgAndClient();
    org.putGroup({ id: 'g', name: 'Group', members });
    expect((await client.send('GET', '/users/groups?pageSize=1')).json.entities).toEqual([
      { id: 'g', name: 'Group', memberCount: 1 },
    ]);
  });
});

describe('sessions', () => {
  it('end by polls, by time and by hand', async () => {
    const { org, client } = await orgAndClient();
    const { id } = org.createPolicy(payload());
    org.startSession(id, { afterPolls: 2 });
    org.startSession(id, { afterSeconds: 30 });
    const byHand = org.startSession(id);
    const active = async () =>
      (await client.send('GET', `/wem/screenrecording/sessions?policyId=${id}&status=ACTIVE`)).json.items
        .length;
    expect([await active(), await active(), await active()]).toEqual([3, 3, 2]);
    org.advanceClock(30);
    expect(await active()).toBe(1);
    org.endSessions(byHand);
    expect(await active()).toBe(0);
    expect(
      (await client.send('GET', `/wem/screenrecording/sessions?policyId=${id}`)).json.items,
    ).toHaveLength(3);
  });

  it('are refused without a policy', async () => {
    const { client } = await orgAndClient();
    expect((await client.send('GET', '/wem/screenrecording/sessions?status=ACTIVE')).status).toBe(400);
  });
});

describe('recording settings', () => {
  it('are replaced whole: what is left out goes back to its default', async () => {
    const { org, client } = await orgAndClient();
    org.updateSettings({ recordingPlaybackUrlTtl: 10, regionalRecordingStorageEnabled: true });
    const body = { maxSimultaneousStreams: 5, maxConfigurableScreenRecordingStreams: 9 };
    expect((await client.send('PUT', '/recording/settings', { body })).json).toEqual({
      maxSimultaneousStreams: 5,
      maxConfigurableScreenRecordingStreams: 2000,
      recordingPlaybackUrlTtl: 60,
      recordingBatchDownloadUrlTtl: 60,
      regionalRecordingStorageEnabled: false,
      stopRecordingWhenOnlyExternalParticipants: false,
    });
    expect(org.writes.at(-1)).toMatchObject({ kind: 'recording-settings', by: 'acme-deployer' });
  });

  it.each([
    { recordingPlaybackUrlTtl: 1 },
    { recordingBatchDownloadUrlTtl: 61 },
    { maxSimultaneousStreams: 2001 },
    { maxSimultaneousStreams: 51 },
    { activeRecordings: 1 },
  ])('refuse %o with 400', async (body) => {
    const { org, client } = await orgAndClient();
    org.updateSettings({ maxConfigurableScreenRecordingStreams: 50 });
    expect((await client.send('PUT', '/recording/settings', { body })).status).toBe(400);
    expect(org.writes.filter((write) => write.by === 'acme-deployer')).toEqual([]);
  });
});

describe('the contract', () => {
  it('answers 404 and 405 outside the document', async () => {
    const { client } = await orgAndClient();
    expect((await client.send('GET', '/nothing')).status).toBe(404);
    const answer = await client.send('DELETE', policiesPath);
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
  });

  it('refuses a query or a body where none is described', async () => {
    const { org, client } = await orgAndClient();
    const path = `${policiesPath}/${org.createPolicy(payload()).id}`;
    expect((await client.send('GET', `${path}?expand=all`)).json.details[0].fieldName).toBe('expand');
    expect((await client.send('GET', path, { body: {} })).json.message).toBe('GET takes no body here.');
    expect((await client.send('GET', '/users/groups/%E0%A4%A')).status).toBe(400);
  });

  it('turns an answer that breaks the document into a loud 500', async () => {
    const started = await emulator();
    const org = started.org();
    org.load({ ...org.dump(), minimumRetentionDays: 1.5 });
    const client = await connect(org);
    expect((await client.send('GET', '/wem/environment/retention')).status).toBe(500);
    expect(started.complaints).toMatchObject([
      expect.stringContaining('/minimumRetentionDays must be integer'),
    ]);
  });

  it('names every exchange', async () => {
    const { org, client } = await orgAndClient();
    const answers = await Promise.all([client.send('GET', '/nothing'), client.send('GET', policiesPath)]);
    const ids = answers.map((answer) => answer.headers['inin-correlation-id']);
    expect(new Set(ids).size).toBe(2);
    expect(org.log.map((record) => record.correlationId)).toEqual(expect.arrayContaining(ids));
  });
});
