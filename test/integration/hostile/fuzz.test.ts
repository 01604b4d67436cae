import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, jsonText } from '../../../cli/format/json-text';
import { markdownCode, markdownText } from '../../../cli/format/markdown';
import { sanitiseForTerminal } from '../../../cli/terminal/text';
import { connect } from '../../../org/commands/connection';
import type { EnvironmentConfig } from '../../../org/model/project';
import { FakeClock } from '../../../org/testing/fake-clock';
import { TokenPool } from '../../../org/transport/auth/token-pool';
import { TokenSource } from '../../../org/transport/auth/token-source';
import { allowedHosts, isLoopback } from '../../../org/transport/endpoints/checked-url';
import { endpointsOf } from '../../../org/transport/endpoints/endpoints';
import { OrgError } from '../../../org/transport/errors/org-error';
import { expectInertMarkdown, expectPlain } from './names';

const SECRET = 'canary+secret/4711';
const credentials = { clientId: 'a-client', clientSecret: SECRET };
const PAIR = Buffer.from(`a-client:${SECRET}`).toString('base64');
const WAYS = [SECRET, PAIR, encodeURIComponent(SECRET), `Basic ${PAIR}`, JSON.stringify(SECRET)];
const RUNS = { numRuns: 300 };

/** Texts that hurt somewhere, among ordinary ones. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((codes) => String.fromCodePoint(...codes)),
  fc
    .array(
      fc.constantFrom(
        '\n',
        '::',
        '##[',
        '#',
        '[',
        '](',
        '@a',
        '#1',
        '`',
        '|',
        '\u001b[',
        '\u202e',
        '<b>',
        '&#64;',
        'http://',
        ' ',
        'x',
      ),
    )
    .map((parts) => parts.join('')),
);

/**
 * What an org may answer: any JSON, members of the right names with values of any kind, echoes, or no JSON at
 * all.
 */
const echo = fc.constantFrom(...WAYS);
const NAMES = [
  'entities',
  'id',
  'name',
  'etag',
  'version',
  'access_token',
  'expires_in',
  'scope',
  'message',
  'code',
  'details',
  'fieldName',
  'errorCode',
  'pageCount',
  'total',
  'nextUri',
  'cursor',
  'targets',
  'priority',
];
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    echo,
    tie('members'),
    fc.array(tie('members'), { maxLength: 3 }),
  ),
  members: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6 }),
})).members;
const answer = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 400, 401, 403, 404, 409, 412, 422, 429, 500),
  body: fc.oneof(
    json.map((value) => JSON.stringify(value)),
    text,
    echo,
  ),
  headers: fc.dictionary(
    fc.constantFrom('ININ-Correlation-Id', 'Retry-After', 'ETag', 'Content-Type'),
    fc.oneof(echo, fc.string({ unit: fc.constantFrom(...'azAZ09 "-:/;=<') })),
  ),
});
type Answer = { status: number; body: string; headers: Record<string, string> };
const responseOf = ({ status, body, headers }: Answer) => new Response(body, { status, headers });

async function failureOf(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(OrgError);
    const { message, details } = error as OrgError;
    const shown = `${message} ${JSON.stringify({ ...details, cause: undefined })}`;
    for (const way of WAYS) expect(shown).not.toContain(way);
    expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  }
}

const shared = {
  clock: new FakeClock(),
  random: () => 0,
  retry: { attempts: 2, budgetMs: 10, baseMs: 0, capMs: 0 },
};

describe('whatever comes over a border', () => {
  it('a token answer gives a token or an error that says so, and repeats no secret', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (a) => {
        const tokens = new TokenSource({
          ...shared,
          org: 'dev',
          tokenUrl: 'http://127.0.0.1:9/t',
          credentials,
          scopes: [],
          fetch: async () => responseOf(a),
        });
        await failureOf(() => tokens.token());
      }),
      RUNS,
    );
  });

  it('answers of an org are understood or refused, and repeat no secret', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.constantFrom<'wem' | 'platform'>('wem', 'platform'), async (a, api) => {
        const { backend } = await connect({ name: 'dev', api, apiBaseUrl: 'http://127.0.0.1:9' }, [], {
          ...shared,
          projectRoot: '/project',
          credentials: { credentials: async () => credentials },
          allowedHosts: allowedHosts(undefined),
          onRetry: () => undefined,
          tokens: new TokenPool(),
          fetch: async (url) =>
            url.endsWith('/token')
              ? Response.json({ access_token: 'a-token-of-the-org', token_type: 'bearer' })
              : responseOf(a),
        });
        for (const read of [
          () => backend.policies(),
          () => backend.settings(),
          () => backend.groups(),
          () => backend.orphans(false),
          () => backend.auditPage({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
        ])
          await failureOf(async () => {
            const read_ = JSON.stringify(await read()) ?? '';
            for (const way of WAYS.slice(0, 3)) expect(read_).not.toContain(way);
          });
      }),
      { numRuns: 150 },
    );
  });

  it('a configuration leads credentials to loopback or to the platform alone', () => {
    const url = fc.oneof(
      fc.webUrl({ withQueryParameters: true }),
      text,
      fc
        .tuple(
          fc.constantFrom('http://', 'https://', '//', ''),
          fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'login.mypurecloud.ie', 'evil.example'),
          text,
        )
        .map((p) => p.join('')),
    );
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const entry = fc.record({
      api: optional(fc.constantFrom('wem', 'platform')),
      orgDomain: optional(fc.oneof(fc.constant('acme'), text)),
      region: optional(fc.oneof(fc.constant('mypurecloud.ie'), text)),
      apiBaseUrl: optional(url),
      tokenUrl: optional(url),
    });
    fc.assert(
      fc.property(entry, (e) => {
        let found: ReturnType<typeof endpointsOf>;
        try {
          found = endpointsOf(
            { name: 'dev', ...e } as EnvironmentConfig,
            allowedHosts(undefined),
            '/project',
          );
        } catch (error) {
          expect(error).toBeInstanceOf(OrgError);
          return;
        }
        const [api, token] = [new URL(found.apiBase), new URL(found.tokenUrl)];
        expect(isLoopback(token.hostname)).toBe(isLoopback(api.hostname));
        if (isLoopback(api.hostname)) return;
        for (const { protocol, hostname } of [api, token]) {
          expect(protocol).toBe('https:');
          expect(hostname).toMatch(/^[a-z0-9-]+\.mypurecloud\.(com|ie)$/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('names are text in every sink', () => {
    fc.assert(
      fc.property(text, text, (name, message) => {
        expectPlain(sanitiseForTerminal(name));
        expect(sanitiseForTerminal(`${name}`)).not.toMatch(/\n/);
        const markdown = `${markdownCode(name)} · ${markdownText(message)}`;
        expectPlain(markdown);
        expectInertMarkdown(markdown);
        const value = { name, fields: [{ from: message }] };
        const printed = jsonText(value);
        expectPlain(printed);
        expect(JSON.parse(printed).fields[0].from).toBe(message);
        expect(JSON.parse(escaped(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });
});
