import type { Dated, GroupFact, OrgFacts, OrgFactsSource, RetiredPolicy } from '../core/index/org-facts';
import { isObject } from './options';
import type { OrgFactsJson } from './protocol';

/**
 * What the client told of orgs, by project and environment: environments of two projects may share a name and
 * not an org. What was told without naming a project holds in each that nothing else was told of. The server
 * itself reaches no org.
 */
export class OrgFactsStore implements OrgFactsSource {
  private readonly known = new Map<string, OrgFacts>();

  /**
   * @param keyOf how the library spells a folder that the client names
   * @param stored what is kept on this machine, for environments of which the client told nothing
   */
  constructor(
    private readonly keyOf: (uri: string) => string = (uri) => uri,
    private readonly stored?: OrgFactsSource,
  ) {}

  facts(environment: string, folder?: string): OrgFacts | undefined {
    const own = folder === undefined ? undefined : this.known.get(slot(environment, folder));
    return own ?? this.known.get(slot(environment, undefined)) ?? this.stored?.facts(environment, folder);
  }

  /** The source as documents of one project see it. */
  of(folder: string): OrgFactsSource {
    return { facts: (environment) => this.facts(environment, folder) };
  }

  /**
   * Takes in `OrgFactsParams`; what has the wrong shape is left out, as what is not known supports no
   * finding.
   */
  update(params: unknown): void {
    const environments = isObject(params) ? params['environments'] : undefined;
    if (!isObject(environments)) return;
    const named = (params as Record<string, unknown>)['folder'];
    const folder = typeof named === 'string' ? this.keyOf(named).replace(/\/$/, '') : undefined;
    for (const [name, facts] of Object.entries(environments)) {
      if (isObject(facts)) this.known.set(slot(name, folder), toFacts(facts as OrgFactsJson));
      else this.known.delete(slot(name, folder));
    }
  }
}

const slot = (environment: string, folder: string | undefined): string => `${folder ?? ''}\n${environment}`;

function toFacts(json: OrgFactsJson): OrgFacts {
  const groups = dated(
    json.groups,
    Array.isArray,
    (list) => new Map(list.filter(hasId).map((g) => [g.id.toLowerCase(), groupOf(g)])),
  );
  const names = dated(
    json.names,
    Array.isArray,
    (list) => new Map(list.filter(hasId).map((n) => [`${n.type}:${n.id.toLowerCase()}`, n.name])),
  );
  const minimumRetentionDays = dated(json.minimumRetentionDays, isNumber, same);
  const maximumRetentionDays = dated(json.maximumRetentionDays, isNumber, same);
  const streamLimit = dated(json.streamLimit, isNumber, same);
  const maxSimultaneousStreams = dated(json.maxSimultaneousStreams, isNumber, same);
  const remoteOnly = dated(json.remoteOnly, Array.isArray, (list) =>
    list.filter((p) => hasId(p) && Array.isArray(p.targets)),
  );
  return {
    ...(groups && { groups }),
    ...(names && { names }),
    ...(minimumRetentionDays && { minimumRetentionDays }),
    ...(maximumRetentionDays && { maximumRetentionDays }),
    ...(streamLimit && { streamLimit }),
    ...(maxSimultaneousStreams && { maxSimultaneousStreams }),
    ...(remoteOnly && { remoteOnly }),
    ...(Array.isArray(json.retired) && { retired: json.retired.filter(hasId).map(retiredOf) }),
  };
}

function dated<T, R>(
  fact: { readonly value: T; readonly asOf: string; readonly complete: boolean } | undefined,
  usable: (value: unknown) => boolean,
  convert: (value: T) => R,
): Dated<R> | undefined {
  if (!isObject(fact) || !usable(fact.value)) return undefined;
  return {
    value: convert(fact.value),
    asOf: typeof fact.asOf === 'string' ? fact.asOf : '',
    complete: fact.complete === true,
  };
}

function groupOf(g: { id: string; name?: string; members?: number; activeMembers?: number }): GroupFact {
  return { id: g.id, name: g.name, members: g.members, activeMembers: g.activeMembers };
}

function retiredOf(r: { id: string; name: string; file?: string; stage: string }): RetiredPolicy {
  return { id: r.id, name: r.name, file: r.file, stage: r.stage === 'retiring' ? 'retiring' : 'retired' };
}

function hasId(value: unknown): boolean {
  return isObject(value) && typeof value['id'] === 'string';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function same<T>(value: T): T {
  return value;
}
