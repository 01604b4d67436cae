import { payloadWithoutUnknown } from '../../model/policy/payload';
import { payloadFault } from '../../model/policy/payload-fault';
import { isRecord } from '../../transport/http/json';
import type { RemotePolicy } from '../backend';
import { ShapeFault } from '../shape';

/**
 * The entity tag of a body as `If-Match` wants it: quoted (RFC 9110, 8.8.3); the API gives it with or
 * without.
 */
export function entityTag(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || /[\r\n]/.test(value)) return undefined;
  return /^(W\/)?".*"$/.test(value) ? value : `"${value}"`;
}

/**
 * The tag of an `ETag` header, to be sent back letter by letter: an org that leaves the quotes out there
 * compares without them.
 */
function headerTag(value: string | null | undefined): string | undefined {
  return value === null || value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** Reads a policy out of an answer; members that are not known are left behind. */
export function parsePolicy(value: unknown, etagHeader?: string | null): RemotePolicy {
  if (!isRecord(value)) throw new ShapeFault('a policy is not an object');
  const { id, name, targets } = value;
  if (typeof id !== 'string' || id === '') throw new ShapeFault('the id of a policy is not a text');
  if (typeof name !== 'string') throw new ShapeFault('the name of a policy is not a text');
  if (typeof value['enabled'] !== 'boolean')
    throw new ShapeFault('"enabled" of a policy is not true or false');
  for (const field of ['retentionDays', 'priority']) {
    if (typeof value[field] !== 'number') throw new ShapeFault(`"${field}" of a policy is not a number`);
  }
  const whole = (t: unknown) => isRecord(t) && typeof t['type'] === 'string' && typeof t['id'] === 'string';
  if (!Array.isArray(targets) || !targets.every(whole))
    throw new ShapeFault('the targets of a policy are no list of targets');
  const fault = payloadFault(value);
  if (fault !== undefined) throw new ShapeFault(`in a policy ${fault}`);
  return {
    id,
    etag: headerTag(etagHeader) ?? entityTag(value['etag']),
    payload: payloadWithoutUnknown(value),
  };
}
