/** What differs between the org APIs for files, rules and explanations. */
export interface ApiTraits {
  /** How the names of the policy files end that environments of this API take. */
  readonly policySuffix: string;
  /** The API as messages name it. */
  readonly label: string;
  /** The key of an environment that says where its org is. */
  readonly locatedBy: 'orgDomain' | 'region';
  /** Which of several policies on one interaction holds. */
  readonly overlaps: 'lowest-priority-number' | 'longest-retention';
}

/** One row for each value of an environment's `api`. Everything that depends on the API is read from here. */
export const APIS = {
  wem: {
    policySuffix: '.recpolicy.json',
    label: 'the guides\' screen recording policies (api "wem")',
    locatedBy: 'orgDomain',
    overlaps: 'lowest-priority-number',
  },
  platform: {
    policySuffix: '.mediapolicy.json',
    label: 'the live platform\'s media retention policies (api "platform")',
    locatedBy: 'region',
    overlaps: 'longest-retention',
  },
} as const satisfies Readonly<Record<string, ApiTraits>>;

export type ApiName = keyof typeof APIS;

export const DEFAULT_API: ApiName = 'wem';

/** Whether a value of `api` names an API. */
export function isApiName(value: unknown): value is ApiName {
  return typeof value === 'string' && Object.hasOwn(APIS, value);
}

/** The API that an environment's entry names; the default where it names none or one that does not exist. */
export function apiNamed(value: unknown): ApiName {
  return isApiName(value) ? value : DEFAULT_API;
}
