export type SampleKind =
  | 'card'
  | 'ssn'
  | 'iban'
  | 'email'
  | 'phone'
  | 'birth-date'
  | 'driver-licence'
  | 'passport'
  | 'national-id'
  | 'bank-account';

export const SAMPLE_KINDS: readonly SampleKind[] = [
  'card',
  'ssn',
  'iban',
  'email',
  'phone',
  'birth-date',
  'driver-licence',
  'passport',
  'national-id',
  'bank-account',
];

/** How a number is written: without delimiters, in groups with spaces or hyphens, or in a way of its own. */
export type SampleForm = 'plain' | 'spaced' | 'hyphened' | 'other';

export interface SensitiveSample {
  /** `own`: from the project's `maskSamples.sensitive`. */
  readonly kind: SampleKind | 'own';
  /** Card scheme, country, or another name a person knows the sample by. */
  readonly label: string;
  readonly form: SampleForm;
  readonly text: string;
  /** A policy that leaves this one readable does not cover the kind; the others are gaps that are shown. */
  readonly core: boolean;
  /** What people write before such a value, where it has no meaning without: `passport number`. */
  readonly name?: string;
}

/** A line of text with a sample in it, as it stands in a recording or a log. */
export interface SampleLine {
  readonly text: string;
  /** The number of the sample in `SampleSet.sensitive`. */
  readonly sample: number;
  /** Where the sample stands, offsets in UTF-16 units: several where the line has it more than once. */
  readonly places: readonly number[];
}

export interface OrdinarySample {
  readonly label: string;
  readonly text: string;
  /** From the project's `maskSamples.ordinary`. */
  readonly own: boolean;
}

export interface SampleSet {
  readonly sensitive: readonly SensitiveSample[];
  /** The sensitive samples in their lines, sample by sample. */
  readonly lines: readonly SampleLine[];
  readonly ordinary: readonly OrdinarySample[];
}

/** `maskSamples` of a project's configuration. Keep the object: what was tried on it is remembered by it. */
export interface OwnSamples {
  readonly sensitive: readonly string[];
  readonly ordinary: readonly string[];
}
