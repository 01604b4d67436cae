import type { Dated, OrgFacts } from '../../index/org-facts';
import { t } from '../../l10n';

/** At most this many related locations and names are listed; a message says how many more there are. */
export const LISTED = 10;

/** " in prod and staging", or nothing for the one nameless environment of a project without any. */
export function whereText(environments: readonly string[]): string {
  const named = environments.filter((e) => e !== '');
  return named.length === 0 ? '' : t(' in {environments}', { environments: listText(named) });
}

/** "a", "a and b", "a, b and c". */
export function listText(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return t('{items} and {last}', { items: items.slice(0, -1).join(', '), last: items.at(-1)! });
}

/**
 * "This holds in prod and staging.", or nothing for the one nameless environment of a project without any.
 */
export function environmentsSentence(environments: readonly string[]): string | undefined {
  const named = environments.filter((e) => e !== '');
  return named.length === 0
    ? undefined
    : t('This holds in {environments}.', { environments: listText(named) });
}

/** That policies are the org's own, and how old and complete that knowledge is. */
export function onlyInOrgSentence(
  names: readonly string[],
  { asOf, complete }: Pick<Dated<unknown>, 'asOf' | 'complete'>,
): string {
  const values = { names: listText(names.map((name) => t('“{name}”', { name }))), asOf };
  return complete
    ? t('Only the org has {names} (as read at {asOf}).', values)
    : t('Only the org has {names} (as read at {asOf}, not all of it could be read).', values);
}

/**
 * A policy as the first sentence of a message names it: “Name” (100), a long name shortened to `room`
 * characters.
 */
export function policyName(
  { label, priority }: { readonly label: string; readonly priority: number },
  room: number,
): string {
  const name = label.length <= room ? label : `${label.slice(0, room - 1)}…`;
  return t('“{name}” ({priority})', { name, priority });
}

/** "1 day", "90 days". */
export function daysText(days: number): string {
  return days === 1 ? t('1 day') : t('{days} days', { days });
}

/** The name an org gave to a target, by type and resolved lower-cased id. */
export function targetName(facts: OrgFacts | undefined, key: string): string | undefined {
  if (facts === undefined) return undefined;
  const name = facts.names?.value.get(key);
  if (name !== undefined) return name;
  return key.startsWith('GROUP:') ? facts.groups?.value.get(key.slice('GROUP:'.length))?.name : undefined;
}

/** A target as people call it: "group “Payments”", or by its id where no name is known. */
export function targetText(type: string, id: string, name?: string): string {
  const label = name === undefined ? id : `“${name}”`;
  switch (type) {
    case 'GROUP':
      return t('group {label}', { label });
    case 'USER':
      return t('user {label}', { label });
    case 'LOCATION':
      return t('location {label}', { label });
    case 'SKILL':
      return t('skill {label}', { label });
    default:
      return t('{type} {label}', { type, label });
  }
}

/** One agent to whom a target applies, in words. */
export function agentText(type: string, target: string): string {
  switch (type) {
    case 'GROUP':
      return t('an agent in {target}', { target });
    case 'USER':
      return target;
    case 'LOCATION':
      return t('an agent at {target}', { target });
    default:
      return t('an agent with {target}', { target });
  }
}
