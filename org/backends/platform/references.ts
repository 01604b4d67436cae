import type { HttpClient } from '../../transport/http/client';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { NamedThing } from '../backend';
import { allPages } from '../paging';
import { parseId, shaped } from '../shape';

interface ListOf {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | boolean>>;
  /** Members that hold the id and the name by which files refer to a thing. */
  readonly id?: string;
  readonly name?: string;
}

/**
 * Where the platform lists the things that policies refer to. People are named by their address, which nobody
 * shares.
 */
const LISTS: Readonly<Record<string, ListOf>> = {
  user: { path: '/api/v2/users', query: { state: 'any' }, name: 'email' },
  group: { path: '/api/v2/groups' },
  queue: { path: '/api/v2/routing/queues' },
  wrapup: { path: '/api/v2/routing/wrapupcodes' },
  language: { path: '/api/v2/routing/languages' },
  form: { path: '/api/v2/quality/publishedforms/evaluations', query: { onlyLatestPerContext: true } },
  surveyForm: { path: '/api/v2/quality/publishedforms/surveys', id: 'contextId' },
  integration: { path: '/api/v2/integrations' },
  flow: { path: '/api/v2/flows' },
};

const TEAMS = '/api/v2/teams';
/** No org has so many pages of teams; a cursor that goes on is broken. */
const MAX_PAGES = 1000;

/** All things of a kind that policies can refer to. */
export async function thingsOf(http: HttpClient, kind: string, signal?: AbortSignal): Promise<NamedThing[]> {
  if (kind === 'team') return teams(http, signal);
  const list = LISTS[kind];
  if (list === undefined) return [];
  const read = (value: unknown) =>
    shaped(http.org, { method: 'GET', path: list.path }, () => thingIn(value, list));
  return allPages(http, list.path, list.query ?? {}, read, signal, { countIsApproximate: true });
}

function thingIn(value: unknown, { id, name = 'name' }: ListOf): NamedThing {
  const own = parseId(value, 'an entry');
  const members = value as Readonly<Record<string, unknown>>;
  const text = (key: string | undefined) =>
    key !== undefined && typeof members[key] === 'string' ? (members[key] as string) : undefined;
  const state = text('state');
  return {
    id: text(id) ?? own,
    name: text(name) ?? text('name') ?? own,
    label: text('name') ?? own,
    isActive: state === undefined || state === 'active',
  };
}

/** Teams are listed by a cursor. */
async function teams(http: HttpClient, signal?: AbortSignal): Promise<NamedThing[]> {
  const request = { method: 'GET' as const, path: TEAMS };
  const found: NamedThing[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { json, correlationId } = await http.send({ ...request, query: { pageSize: 100, after }, signal });
    if (!isRecord(json) || !Array.isArray(json['entities']))
      throw wrongShape(http.org, request, 'a list page has no "entities" array', correlationId);
    found.push(...json['entities'].map((t) => shaped(http.org, request, () => thingIn(t, { path: TEAMS }))));
    const next = typeof json['nextUri'] === 'string' ? json['nextUri'] : '';
    const cursor = new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('after');
    if (next === '' || cursor === null || cursor === after) return found;
    after = cursor;
  }
  throw wrongShape(http.org, request, 'the list has no end');
}
