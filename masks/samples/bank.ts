import { inForms } from './forms';
import type { SensitiveSample } from './types';

/** Examples of the IBAN registry (ISO 13616), with valid check digits. */
const IBANS: readonly (readonly [country: string, number: string])[] = [
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
    (sample) => ({ ...sample, text: sample.text.trimEnd() }),
  ),
);

/** Account numbers are bare digits: only what stands before them says what they are. */
const ACCOUNTS: readonly (readonly [label: string, name: string, text: string])[] = [
  ['US account number', 'account number', '000123456789'],
  ['US routing number', 'routing number', '021000021'],
  ['UK sort code', 'sort code', '60-16-13'],
];

export const accountSamples: readonly SensitiveSample[] = ACCOUNTS.map(([label, name, text]) => ({
  kind: 'bank-account',
  form: 'other',
  label,
  name,
  text,
  core: label.startsWith('US'),
}));
