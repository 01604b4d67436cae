/** What differs between the org APIs for files, rules and explanations. */
export interface ApiTraits {
  /** How the names of the policy files end that environments of this API take. */
  readonly policySuffix: string;
  /** The API as messages name it. */
  readonly label: string;
  /** Which of several policies on one interaction holds. */
  readonly overlaps: 'lowest-priority-number' | 'longest-retention';
}

/** One row for each value of an environment's `api`. Everything that depends on the API is read from here. */
export const APIS = {
  wem: {
    policySuffix: '.recpolicy.json',
    label: 'the guides\' screen recording policies (api "wem")',
    overlaps: 'lowest-priority-number',
  },
  platform: {
    policySuffix: '.mediapolicy.json',
    label: 'the live platform\'s media retention policies (api "platform")',
    overlaps: 'longest-retention',
  },
} as const satisfies Readonly<Record<string, ApiTraits>>;

export type ApiName = keyof typeof APIS;

export const DEFAULT_API: ApiName = 'wem';

/** The API that an environment's entry names; the default where it names none or one that does not exist. */
export function apiNamed(value: unknown): ApiName {
  return typeof value === 'string' && Object.hasOwn(APIS, value) ? (value as ApiName) : DEFAULT_API;
}
