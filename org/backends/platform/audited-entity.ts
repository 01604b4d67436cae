import { isOrgError, OrgError } from '../../transport/errors/org-error';
import type { HttpClient } from '../../transport/http/client';
import { isRecord } from '../../transport/http/json';

const MAPPING = '/api/v2/audits/query/servicemapping';
/** So many names of kinds are listed in a message. */
const MAX_NAMED = 30;

/** A kind of thing whose changes are audited, as the platform spells it, and the service that does it. */
export interface AuditedEntity {
  readonly name: string;
  readonly service: string | undefined;
}

/**
 * The kind of thing by a name that a person wrote, case aside. Only the platform knows which there are; where
 * it does not tell, the name is taken as it is.
 */
export async function auditedEntity(
  http: HttpClient,
  wanted: string,
  signal?: AbortSignal,
): Promise<AuditedEntity> {
  let mapping: unknown;
  try {
    mapping = (await http.send({ method: 'GET', path: MAPPING, signal })).json;
  } catch (error) {
    if (!isOrgError(error, 'not-found') && !isOrgError(error, 'forbidden')) throw error;
    return { name: wanted, service: undefined };
  }
  const known = entitiesIn(mapping);
  const found = known.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const names = [...new Set(known.map(({ name }) => name))].sort();
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  throw new OrgError({
    kind: 'configuration',
    org: http.org,
    what: `the audit trail of this org has no records of the type "${wanted}"`,
    written: 'Nothing was written.',
    advice: `It has: ${names.slice(0, MAX_NAMED).join(', ')}${more}.`,
  });
}

function entitiesIn(mapping: unknown): AuditedEntity[] {
  const services = isRecord(mapping) && Array.isArray(mapping['services']) ? mapping['services'] : [];
  return services.flatMap((service) => {
    if (!isRecord(service) || !Array.isArray(service['entities'])) return [];
    const own = typeof service['name'] === 'string' ? service['name'] : undefined;
    return service['entities'].flatMap((entity) =>
      isRecord(entity) && typeof entity['name'] === 'string' ? [{ name: entity['name'], service: own }] : [],
    );
  });
}
