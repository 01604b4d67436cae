import type { SensitiveSample } from './types';

/** Domains reserved for examples (RFC 2606). */
const EMAILS: readonly (readonly [label: string, text: string, core: boolean])[] = [
  ['simple', 'maria@example.com', true],
  ['with a dot', 'john.smith@example.org', true],
  ['with a tag', 'jane+orders@example.net', false],
  ['subdomain', 'first_last@mail.example.co.uk', false],
  ['digits and hyphens', 'a-b99@ex-ample.com', false],
  ['upper case', 'Maria.Garcia@EXAMPLE.COM', false],
];

export const emailSamples: readonly SensitiveSample[] = EMAILS.map(([label, text, core]) => ({
  kind: 'email',
  form: 'other',
  label,
  text,
  core,
}));

/**
 * Numbers set aside for fiction and examples (555-01XX; the ranges of Ofcom and of the Bundesnetzagentur for
 * drama).
 */
const PHONES: readonly (readonly [label: string, text: string, core: boolean])[] = [
  ['US, hyphened', '212-555-0123', true],
  ['US, area code in brackets', '(212) 555-0123', true],
  ['US, international', '+1 212 555 0123', true],
  ['US, dots', '212.555.0123', false],
  ['E.164', '+12125550123', false],
  ['UK, international', '+44 20 7946 0958', false],
  ['UK, national', '020 7946 0958', false],
  ['UK, mobile', '+44 7700 900123', false],
  ['Germany, international', '+49 30 23125 123', false],
];

export const phoneSamples: readonly SensitiveSample[] = PHONES.map(([label, text, core]) => ({
  kind: 'phone',
  form: 'other',
  label,
  text,
  core,
}));
