import { ApiError, badRequest, notFound } from '../errors';
import type { HttpResponse } from '../http/exchange';
import type { ReceivedRequest } from '../http/request';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import { beginAuditQuery, getAuditQuery, getAuditResults, getAuditServices } from './audit';
import type { PlatformExchange } from './exchange';
import type { PlatformState, References } from './model';
import { cursorPage, numberedPage, queryOf } from './pages';
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  replacePolicy,
  setPolicyEnabled,
} from './policies';

/** An operation of the platform's API. */
export interface PlatformRoute {
  /** As the platform's own SDK calls it. */
  id: string;
  method: string;
  pattern: RegExp;
  /** Any one of these is enough; none: a token is. */
  permissions: string[];
  handle: (exchange: PlatformExchange) => HttpResponse;
}

const POLICIES = '/api/v2/recording/mediaretentionpolicies';
const policy = (verb: string) => [`recording:retentionPolicy:${verb}`];

function route(
  id: string,
  method: string,
  path: string,
  permissions: string[],
  handle: PlatformRoute['handle'],
): PlatformRoute {
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`);
  return { id, method, pattern, permissions, handle };
}

/** A list of things that policies refer to, by page numbers. */
function listOf(kind: keyof References, path: string, permission: string): PlatformRoute {
  const filter = ['name', 'state', 'sortBy', 'sortOrder', 'onlyLatestPerContext', 'expand', 'id'];
  return route(`list ${kind}`, 'GET', path, [permission], ({ state, request }) => {
    const query = queryOf(request, ['pageSize', 'pageNumber', ...filter]);
    const name = query.get('name')?.toLowerCase();
    const all = state.references[kind].filter(
      (e) => e['state'] !== 'deleted' && (name === undefined || e.name.toLowerCase().includes(name)),
    );
    return { status: 200, body: numberedPage(all, query, path) };
  });
}

export const platformRoutes: readonly PlatformRoute[] = [
  route('getOrganizationsMe', 'GET', '/api/v2/organizations/me', [], ({ state }) => ({
    status: 200,
    body: { ...state.organization, selfUri: '/api/v2/organizations/me' },
  })),
  route('getRecordingMediaretentionpolicies', 'GET', POLICIES, policy('view'), listPolicies),
  route('postRecordingMediaretentionpolicies', 'POST', POLICIES, policy('add'), createPolicy),
  route('getRecordingMediaretentionpolicy', 'GET', `${POLICIES}/{id}`, policy('view'), getPolicy),
  route('putRecordingMediaretentionpolicy', 'PUT', `${POLICIES}/{id}`, policy('edit'), replacePolicy),
  route('patchRecordingMediaretentionpolicy', 'PATCH', `${POLICIES}/{id}`, policy('edit'), setPolicyEnabled),
  route('deleteRecordingMediaretentionpolicy', 'DELETE', `${POLICIES}/{id}`, policy('delete'), deletePolicy),
  route(
    'getRecordingsScreensessionsDetails',
    'GET',
    '/api/v2/recordings/screensessions/details',
    ['recording:screenRecording:view'],
    ({ state }) => ({ status: 200, body: { count: state.screenSessions } }),
  ),
  route(
    'getAnalyticsDataretentionSettings',
    'GET',
    '/api/v2/analytics/dataretention/settings',
    ['analytics:dataRetention:view'],
    ({ state }) => ({ status: 200, body: { retentionDays: state.dataRetentionDays } }),
  ),
  listOf('user', '/api/v2/users', 'directory:user:view'),
  listOf('queue', '/api/v2/routing/queues', 'routing:queue:view'),
  listOf('wrapup', '/api/v2/routing/wrapupcodes', 'routing:wrapupCode:view'),
  listOf('language', '/api/v2/routing/languages', 'routing:language:view'),
  listOf('form', '/api/v2/quality/publishedforms/evaluations', 'quality:evaluationForm:view'),
  listOf('surveyForm', '/api/v2/quality/publishedforms/surveys', 'quality:surveyForm:view'),
  listOf('integration', '/api/v2/integrations', 'integrations:integration:view'),
  listOf('flow', '/api/v2/flows', 'architect:flow:view'),
  route('getTeams', 'GET', '/api/v2/teams', ['groups:team:view'], ({ state, request }) => ({
    status: 200,
    body: cursorPage(state.references.team, queryOf(request, ['pageSize', 'after', 'name']), '/api/v2/teams'),
  })),
  route('getGroups', 'GET', '/api/v2/groups', [], ({ state, request }) => ({
    status: 200,
    body: numberedPage(
      state.groups.map(({ memberIds, ...group }) => ({ ...group, memberCount: memberIds.length })),
      queryOf(request, ['pageSize', 'pageNumber', 'sortOrder', 'id']),
      '/api/v2/groups',
    ),
  })),
  route('getGroup', 'GET', '/api/v2/groups/{id}', [], ({ state, params }) => {
    const { memberIds, ...group } = groupOf(state, params[0]!);
    return { status: 200, body: { ...group, memberCount: memberIds.length } };
  }),
  route('getGroupMembers', 'GET', '/api/v2/groups/{id}/members', [], ({ state, params, request }) => {
    const { id, memberIds } = groupOf(state, params[0]!);
    const members = state.references.user.filter((u) => memberIds.includes(u.id) && u.state !== 'deleted');
    const query = queryOf(request, ['pageSize', 'pageNumber', 'sortOrder', 'expand']);
    return { status: 200, body: numberedPage(members, query, `/api/v2/groups/${id}/members`) };
  }),
  route(
    'getAuditsQueryServicemapping',
    'GET',
    '/api/v2/audits/query/servicemapping',
    ['audits:audit:view'],
    getAuditServices,
  ),
  route('postAuditsQuery', 'POST', '/api/v2/audits/query', ['audits:audit:view'], beginAuditQuery),
  route(
    'getAuditsQueryTransactionId',
    'GET',
    '/api/v2/audits/query/{id}',
    ['audits:audit:view'],
    getAuditQuery,
  ),
  route(
    'getAuditsQueryTransactionIdResults',
    'GET',
    '/api/v2/audits/query/{id}/results',
    ['audits:audit:view'],
    getAuditResults,
  ),
];

/** Of the operations that both APIs have, those that the platform serves as they are. */
export const SHARED_OPERATIONS: ReadonlySet<string> = new Set([
  'getRecordingSettings',
  'replaceRecordingSettings',
  'listOrphanRecordings',
  'getOrphanRecording',
  'attachOrphanRecording',
  'deleteOrphanRecording',
  'getOrphanRecordingMedia',
]);

/** The operation for a request; undefined for one that the platform does not have. */
export function findPlatformRoute(method: string, path: string): PlatformRoute | undefined {
  return platformRoutes.find((r) => r.method === method && r.pattern.test(path));
}

function groupOf(state: PlatformState, id: string) {
  const group = state.groups.find((g) => g.id === id);
  if (group === undefined) throw notFound('group', id);
  return group;
}

/** A token for a client of the org, by the body that the platform takes and no other. */
export function requestPlatformToken(
  org: EmulatedOrg,
  request: ReceivedRequest,
  record: RequestRecord,
): HttpResponse {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const [id, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  const client = org.state.clients.find((c) => c.id === id && c.secret === secret);
  if (client === undefined)
    return { status: 401, body: { error: 'invalid_client', description: 'authentication failed' } };
  if (request.body.toString('utf8') !== 'grant_type=client_credentials')
    return { status: 400, body: { error: 'invalid_request', description: 'unexpected parameters' } };
  record.clientId = client.id;
  const lifetime = org.settings.tokenLifetimeSeconds;
  const token = org.tokens.issue(client.id, client.scopes, lifetime);
  return { status: 200, body: { access_token: token.value, token_type: 'bearer', expires_in: lifetime } };
}

/** Checks that the client has one of the permissions, as the roles of its OAuth client would give them. */
export function checkPermission(
  state: PlatformState,
  clientId: string,
  permissions: readonly string[],
): void {
  const own = state.permissions[clientId];
  if (own === undefined || permissions.length === 0 || permissions.some((p) => own.includes(p))) return;
  throw new ApiError(
    403,
    permissions.length === 1 ? 'missing.permissions' : 'missing.any.permissions',
    `Unable to perform the requested action. You are missing the following permission(s): ${permissions.join(', ')}`,
    [],
  );
}

/** The JSON of a body; refuses anything else. */
export function jsonOf(request: ReceivedRequest): unknown {
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
  } catch {
    throw badRequest('The body is not JSON in UTF-8.');
  }
}
