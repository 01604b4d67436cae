import { inForms } from './forms';
import type { SensitiveSample } from './types';

/** Numbers that the Social Security Administration has published or withdrawn; none is in use. */
const SSNS = ['078051120', '219099999', '457555462'];

export const ssnSamples: readonly SensitiveSample[] = SSNS.flatMap((number) =>
  inForms({ kind: 'ssn', label: 'US social security number', core: false }, number, [3, 2, 4]).map(
    (sample) => ({
      ...sample,
      // Nine bare digits may be anything: only the written form is asked of every policy.
      core: sample.form === 'hyphened',
    }),
  ),
);

/** Examples of the IBAN registry (ISO 13616), with valid check digits. */
const IBANS: readonly (readonly [string, string])[] = [
  ['Germany', 'DE89370400440532013000'],
  ['United Kingdom', 'GB29NWBK60161331926819'],
  ['France', 'FR1420041010050500013M02606'],
  ['Netherlands', 'NL91ABNA0417164300'],
  ['Spain', 'ES9121000418450200051332'],
  ['Norway', 'NO9386011117947'],
  ['Malta', 'MT84MALT011000012345MTLCAST001S'],
];

export const ibanSamples: readonly SensitiveSample[] = IBANS.flatMap(([label, number]) =>
  inForms({ kind: 'iban', label, core: true }, number, new Array(9).fill(4), { plain: '', spaced: ' ' }).map(
    (sample) => ({
      ...sample,
      text: sample.text.trimEnd(),
    }),
  ),
);

/** Domains reserved for examples (RFC 2606). */
const EMAILS: readonly (readonly [string, string, boolean])[] = [
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

/** Numbers set aside for fiction and examples (555-01XX; Ofcom's drama ranges). */
const PHONES: readonly (readonly [string, string, boolean])[] = [
  ['US, hyphened', '212-555-0123', true],
  ['US, area code in brackets', '(212) 555-0123', true],
  ['US, international', '+1 212 555 0123', true],
  ['US, dots', '212.555.0123', false],
  ['E.164', '+12125550123', false],
  ['UK, international', '+44 20 7946 0958', false],
  ['UK, national', '020 7946 0958', false],
  ['Germany, international', '+49 30 23125 123', false],
];

export const phoneSamples: readonly SensitiveSample[] = PHONES.map(([label, text, core]) => ({
  kind: 'phone',
  form: 'other',
  label,
  text,
  core,
}));
