import { digest } from '../../digest';
import { isRecord } from '../../http/json';
import type { PolicyPayload } from '../../policy/payload';
import { payloadIn } from '../../policy/payload';
import type { NotEnforced, RemotePolicy } from '../backend';
import { ShapeFault } from '../shape';

/** A media retention policy as the platform answers it; only what concerns screen recordings is known here. */
export type MediaRetentionPolicy = Readonly<Record<string, unknown>>;

/** Reads a media retention policy that starts screen recordings of calls; undefined for one that does not. */
export function fromPlatform(raw: unknown): RemotePolicy | undefined {
  if (!isRecord(raw) || typeof raw['id'] !== 'string' || raw['id'] === '')
    throw new ShapeFault('the id of a policy is not a text');
  if (typeof raw['name'] !== 'string') throw new ShapeFault('the name of a policy is not a text');
  const call = inside(raw, 'mediaPolicies', 'callPolicy');
  const screen = inside(call, 'actions', 'initiateScreenRecording');
  if (screen === undefined) return undefined;
  const days = inside(screen, 'deleteRetention')?.['days'];
  const users = inside(call, 'conditions')?.['forUsers'];
  const targets = (Array.isArray(users) ? users : []).flatMap((u) =>
    isRecord(u) && typeof u['id'] === 'string' ? [{ type: 'USER', id: u['id'] }] : [],
  );
  const payload = payloadIn({
    name: raw['name'],
    description: raw['description'],
    enabled: raw['enabled'] === true,
    recordingType: 'SCREEN',
    targets,
    retentionDays: typeof days === 'number' ? days : 365,
    priority: typeof raw['order'] === 'number' ? raw['order'] : 0,
    evaluationMode: 'BEST_EFFORT',
  });
  return {
    id: raw['id'],
    etag: tagOfRaw(raw),
    payload,
    ...(targets.length > 0
      ? {}
      : { inexpressible: 'it applies by queues, teams or other conditions, and names no user' }),
  };
}

/**
 * The platform has no entity tags: a digest of the whole object stands for its version, compared right before a write.
 */
export function tagOfRaw(raw: MediaRetentionPolicy): string {
  return `"${digest(JSON.stringify(canonical(raw))).slice(0, 32)}"`;
}

// Lists and single reads may differ in these without a change having been made.
const NOT_VERSIONED = new Set(['selfUri', 'policyErrors']);

/** The same for the same content: members in order, without what is null. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => value[key] !== null && !NOT_VERSIONED.has(key))
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}

/** The body to send: an existing policy with only its screen recording part, name, state and users changed. */
export function toPlatform(
  payload: PolicyPayload,
  existing: MediaRetentionPolicy = {},
): Record<string, unknown> {
  const media = inside(existing, 'mediaPolicies') ?? {};
  const call = inside(media, 'callPolicy') ?? {};
  const actions = inside(call, 'actions') ?? {};
  const screen = inside(actions, 'initiateScreenRecording') ?? { recordACW: false };
  return {
    ...withoutServerOwned(existing),
    name: payload.name,
    description: payload.description ?? '',
    enabled: payload.enabled,
    order: payload.priority,
    mediaPolicies: {
      ...media,
      callPolicy: {
        ...call,
        conditions: { ...inside(call, 'conditions'), forUsers: payload.targets.map((t) => ({ id: t.id })) },
        actions: {
          ...actions,
          ...(actions['deleteRecording'] === true || actions['alwaysDelete'] === true
            ? {}
            : { retainRecording: true }),
          initiateScreenRecording: {
            ...screen,
            deleteRetention: { ...inside(screen, 'deleteRetention'), days: payload.retentionDays },
          },
        },
      },
    },
  };
}

/** What the platform would store of a payload. */
export function storedOf(payload: PolicyPayload): PolicyPayload {
  return fromPlatform({ ...toPlatform(payload), id: 'x' })!.payload;
}

/** What a policy asks for and this kind of org does not do. */
export function notEnforcedOf(payload: PolicyPayload): NotEnforced[] {
  const out: NotEnforced[] = [];
  payload.targets.forEach((t, i) => {
    if (t.type === 'USER') return;
    out.push({
      path: `/targets/${i}`,
      blocks: true,
      why: `the platform applies screen recording to users (or queues and teams), not to a ${t.type}`,
    });
  });
  if (payload.complianceSettings?.maskSensitiveData === true)
    out.push({ path: '/complianceSettings', why: 'the platform masks nothing in screen recordings' });
  if (payload.complianceSettings?.requireAgentConsent === true)
    out.push({ path: '/complianceSettings/requireAgentConsent', why: 'the platform asks no consent' });
  if (payload.evaluationMode === 'STRICT')
    out.push({
      path: '/evaluationMode',
      why: 'the platform drops no recording whose conditions cannot be met',
    });
  out.push({
    path: '/priority',
    why: 'of several policies on one user the longest retention holds, whatever their order',
  });
  return out;
}

const SERVER_OWNED = new Set(['id', 'createdDate', 'modifiedDate', 'policyErrors', 'selfUri']);

function withoutServerOwned(raw: MediaRetentionPolicy): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !SERVER_OWNED.has(key)));
}

function inside(value: unknown, ...path: string[]): Record<string, unknown> | undefined {
  let at: unknown = value;
  for (const key of path) at = isRecord(at) ? at[key] : undefined;
  return isRecord(at) ? at : undefined;
}
