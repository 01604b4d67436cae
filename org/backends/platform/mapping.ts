import { digest } from '../../digest';
import { isRecord } from '../../http/json';
import { payloadIn } from '../../policy/payload';
import type { RemotePolicy } from '../backend';
import { ShapeFault } from '../shape';

/** A media retention policy as the platform answers it. */
export type MediaRetentionPolicy = Readonly<Record<string, unknown>>;

/** Reads a media retention policy: its name and state. What else it says no kind of file can hold. */
export function fromPlatform(raw: unknown): RemotePolicy {
  if (!isRecord(raw) || typeof raw['id'] !== 'string' || raw['id'] === '')
    throw new ShapeFault('the id of a policy is not a text');
  const { id, name, description } = raw;
  const payload = payloadIn({
    name: typeof name === 'string' ? name : id,
    description,
    enabled: raw['enabled'] === true,
    targets: [],
  });
  const inexpressible = 'it is a media retention policy, which no *.recpolicy.json can hold';
  return { id, etag: tagOfRaw(raw), payload, inexpressible };
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
