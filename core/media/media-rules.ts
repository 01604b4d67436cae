import { isRecord } from '../config/read';
import type { Path } from '../json/nodes';

/** The members of `mediaPolicies`, one for each medium. */
export const MEDIA = ['callPolicy', 'chatPolicy', 'emailPolicy', 'messagePolicy'] as const;
export type Medium = (typeof MEDIA)[number];

/** What a media retention policy says of one medium, or in the older form of all of them. */
export interface MediaRule {
  /** Undefined for the older form. */
  readonly medium: Medium | undefined;
  /** Where `conditions` and `actions` stand. */
  readonly path: Path;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly actions: Readonly<Record<string, unknown>>;
}

/** The parts of a policy that do anything, whatever else is wrong with it. */
export function mediaRulesOf(policy: unknown): MediaRule[] {
  if (!isRecord(policy)) return [];
  const media = isRecord(policy['mediaPolicies']) ? policy['mediaPolicies'] : {};
  const all = [
    ruleAt(undefined, [], policy),
    ...MEDIA.map((medium) => ruleAt(medium, ['mediaPolicies', medium], media[medium])),
  ];
  return all.filter((rule) => rule !== undefined && says(rule.actions)) as MediaRule[];
}

function ruleAt(medium: Medium | undefined, path: Path, value: unknown): MediaRule | undefined {
  if (!isRecord(value)) return undefined;
  const { conditions, actions } = value;
  return {
    medium,
    path,
    conditions: isRecord(conditions) ? conditions : {},
    actions: isRecord(actions) ? actions : {},
  };
}

/** Whether a value says anything: empty lists, objects and texts mean the same as their absence. */
export function says(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.values(value).some(says);
  return value !== undefined && value !== null && value !== '' && value !== false;
}

/** A whole number of days at `deleteRetention.days` of a member; undefined where there is none. */
export function deleteDays(member: unknown): number | undefined {
  const days =
    isRecord(member) && isRecord(member['deleteRetention']) ? member['deleteRetention']['days'] : undefined;
  return typeof days === 'number' && Number.isInteger(days) && days > 0 ? days : undefined;
}
