export type SampleKind = 'card' | 'ssn' | 'iban' | 'email' | 'phone';
export const SAMPLE_KINDS: readonly SampleKind[] = ['card', 'ssn', 'iban', 'email', 'phone'];

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
}

export interface OrdinarySample {
  readonly label: string;
  readonly text: string;
  /** From the project's `maskSamples.ordinary`. */
  readonly own: boolean;
}

export interface SampleSet {
  readonly sensitive: readonly SensitiveSample[];
  readonly ordinary: readonly OrdinarySample[];
}
