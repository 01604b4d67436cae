import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../schemas/org-api';
import { type Rig, type RigOptions, rig } from './kit';

const range = { from: '2026-09-01T00:00:00Z', to: '2026-10-01T00:00:00Z' };

async function orgWithAudit(count: number, options: RigOptions = {}): Promise<Rig & { file: string }> {
  const r = await rig(options);
  r.org.appendAudit(...Array.from({ length: count }, (_, i) => record(i)));
  return { ...r, file: join(r.root, 'audit.ndjson') };
}

function record(i: number, at = Date.parse(range.from) + i * 60_000): AuditRecord {
  return {
    id: `r-${i}`,
    sessionId: `s-${i % 7}`,
    eventTimestamp: new Date(at).toISOString(),
    userId: 'u',
    action: 'UPDATE',
    resourceType: 'POLICY',
    ipAddress: '10.0.0.1',
    userAgent: 'agent\u2028x',
    correlationId: `c-${i}`,
  };
}

async function ids(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((l) => l !== '');
  return lines.map((l) => (JSON.parse(l) as AuditRecord).id);
}

const all = (n: number) => Array.from({ length: n }, (_, i) => `r-${i}`);

describe('audit export', () => {
  it('writes each record once, masked as asked, with its correlation id', async () => {
    const r = await orgWithAudit(250);
    expect(
      await r.engine.exportAudit('test', { ...range, file: r.file, mask: ['ipAddress', 'userAgent'] }),
    ).toMatchObject({ records: 250, added: 250 });
    expect(await ids(r.file)).toEqual(all(250));
    const first = JSON.parse((await readFile(r.file, 'utf8')).split('\n')[0]!);
    expect(first).toMatchObject({ ipAddress: '[masked]', userAgent: '[masked]', correlationId: 'c-0' });
    expect(r.requests()).toHaveLength(3);
  });

  it.each([
    ['an expired token', { kind: 'expire-tokens' }],
    ['a reset', { kind: 'reset' }],
    ['a web page of a proxy', { kind: 'html', status: 502 }],
    ['a cut answer', { kind: 'truncate', how: 'content' }],
    ['a rate limit', { kind: 'retry-after', value: 3, status: 429 }],
    ['an empty page with a cursor', { kind: 'shape', change: 'empty-page-with-cursor' }],
    ['a repeated cursor', { kind: 'shape', change: 'repeated-cursor' }],
  ] as const)('loses and doubles nothing over %s', async (_, action) => {
    const r = await orgWithAudit(450);
    r.org.addFaults({ match: { operation: 'listAuditLogs' }, nth: 3, do: action });
    await r.engine.exportAudit('test', { ...range, file: r.file });
    expect((await ids(r.file)).toSorted()).toEqual(all(450).toSorted());
  });

  it('goes on after an interruption, cutting off what was not certain', async () => {
    const r = await orgWithAudit(350);
    r.org.addFaults({ match: { operation: 'listAuditLogs' }, nth: 3, do: { kind: 'status', status: 403 } });
    await expect(r.engine.exportAudit('test', { ...range, file: r.file })).rejects.toThrow();
    expect(await ids(r.file)).toHaveLength(200);
    await writeFile(r.file, '{"id":"torn', { flag: 'a' });
    r.org.clearLog();
    expect(await r.again().exportAudit('test', { ...range, file: r.file })).toMatchObject({
      records: 350,
      added: 150,
    });
    expect(await ids(r.file)).toEqual(all(350));
    expect(r.requests()).toHaveLength(2);
  });

  it('begins anew where the cursor has expired, and skips what it has', async () => {
    const r = await orgWithAudit(350);
    r.org.addFaults({ match: { operation: 'listAuditLogs' }, nth: 3, do: { kind: 'status', status: 403 } });
    await expect(r.engine.exportAudit('test', { ...range, file: r.file })).rejects.toThrow();
    r.org.expireCursors();
    expect(await r.engine.exportAudit('test', { ...range, file: r.file })).toMatchObject({ records: 350 });
    expect(await ids(r.file)).toEqual(all(350));
  });

  it('picks up late records when run again', async () => {
    const r = await orgWithAudit(120);
    await r.engine.exportAudit('test', { ...range, file: r.file });
    r.org.appendAudit(record(500, Date.parse(range.from) + 118 * 60_000));
    expect(await r.engine.exportAudit('test', { ...range, file: r.file })).toMatchObject({
      records: 121,
      added: 1,
    });
  });

  it('ends when the org repeats a cursor without end, and says that more may be missing', async () => {
    const r = await orgWithAudit(250);
    r.org.addFaults({
      match: { operation: 'listAuditLogs' },
      times: 'always',
      do: { kind: 'shape', change: 'repeated-cursor' },
    });
    await expect(r.engine.exportAudit('test', { ...range, file: r.file })).rejects.toThrow(
      /not certain that the export is whole/,
    );
  });

  it('sends no more than 50 requests a minute, over restarts too', async () => {
    const r = await orgWithAudit(6500);
    const times: number[] = [];
    r.org.addFaults({ match: { operation: 'listAuditLogs' }, nth: 31, do: { kind: 'status', status: 403 } });
    const onEvent = (e: { type: string }) => e.type === 'progress' && times.push(r.clock.now());
    await expect(r.engine.exportAudit('test', { ...range, file: r.file, onEvent })).rejects.toThrow();
    await r.again().exportAudit('test', { ...range, file: r.file, onEvent });
    expect(await ids(r.file)).toHaveLength(6500);
    for (const t of times)
      expect(times.filter((u) => u >= t && u < t + 60_000).length).toBeLessThanOrEqual(50);
  });

  it('touches no file it did not write, and no other export', async () => {
    const r = await orgWithAudit(5);
    await writeFile(r.file, 'mine');
    await expect(r.engine.exportAudit('test', { ...range, file: r.file })).rejects.toThrow(/exists already/);
    const other = join(r.root, 'b.ndjson');
    await r.engine.exportAudit('test', { ...range, file: other });
    await expect(
      r.engine.exportAudit('test', { ...range, file: other, mask: ['ipAddress'] }),
    ).rejects.toThrow(/other dates, filters or masks/);
    await expect(
      r.engine.exportAudit('test', { ...range, file: join(r.root, 'c'), mask: ['correlationId'] }),
    ).rejects.toThrow(/never masked/);
  });
});
