import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emulator } from '../testing/orgs';
import { connect, payload, policiesPath } from '../testing/raw-client';
import { operations } from './openapi';

const odd = fc.constantFrom(
  'x',
  '1',
  '-1',
  '__proto__',
  '../..',
  '%2e%2e',
  'é',
  '%00',
  ' ',
  '"',
  "'",
  '<b>',
  'constructor',
);
const path = fc
  .tuple(fc.constantFrom(...operations.map((operation) => operation.template)), odd, odd, odd)
  .map(
    ([template, value, name, query]) =>
      `${template.replace(/\{\w+\}/, encodeURIComponent(value))}?${name}=${query}`,
  );

describe('whatever is sent', () => {
  it('the answer fits the document or is a plain refusal, and nothing fails inside', async () => {
    const started = await emulator({ data: 'demo' });
    const client = await connect(started.org());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
        path.map((text) => encodeURI(decodeURI(text.replaceAll('%', '%25'))).slice('/api/v2'.length)),
        fc.oneof(fc.constant(undefined), fc.json(), fc.string(), fc.constant(payload({ name: 'Fuzz' }))),
        fc.constantFrom({}, { 'If-Match': '*' }, { 'If-Match': 'x' }, { 'Content-Type': 'text/plain' }),
        async (method, target, body, headers) => {
          const answer = await client.send(method, target, {
            headers: headers as Record<string, string>,
            body,
          });
          expect(answer.status).toBeLessThan(500);
          expect(answer.headers['inin-correlation-id']).toBeDefined();
        },
      ),
      { numRuns: 300 },
    );
    expect(started.complaints).toEqual([]);
  });

  it('deep nesting is refused as a body, not by falling over', async () => {
    const started = await emulator();
    const client = await connect(started.org());
    const body = '['.repeat(200_000) + ']'.repeat(200_000);
    expect((await client.send('POST', policiesPath, { body })).status).toBe(400);
    expect((await client.send('GET', policiesPath)).status).toBe(200);
    expect(started.complaints).toEqual([]);
  });

  it('a client that leaves in the middle of its body is forgotten', async () => {
    const started = await emulator();
    const socket = connectSocket(started.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/v2/oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ngrant');
    socket.resetAndDestroy();
    await once(socket, 'close');
    const client = await connect(started.org());
    expect((await client.send('GET', policiesPath)).status).toBe(200);
    expect(started.org().log.map((record) => record.operation)).toEqual(['requestToken', 'listPolicies']);
    expect(started.complaints).toEqual([]);
  });
});
