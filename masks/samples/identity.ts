import { inForms } from './forms';
import type { SampleKind, SensitiveSample } from './types';

/** Numbers that the Social Security Administration has published or withdrawn; none is in use. */
const SSNS = ['078051120', '219099999', '457555462'];

export const ssnSamples: readonly SensitiveSample[] = SSNS.flatMap((number) =>
  inForms({ kind: 'ssn', label: 'US social security number', core: false }, number, [3, 2, 4]).map(
    // Nine bare digits may be anything: only the written form is asked of every policy.
    (sample) => ({ ...sample, core: sample.form === 'hyphened' }),
  ),
);

type SampleRow = readonly [label: string, name: string, text: string];

/** Specimens and numbers made for examples. */
const BIRTH_DATES: readonly SampleRow[] = [
  ['year first', 'date of birth', '1984-07-23'],
  ['US', 'date of birth', '07/23/1984'],
  ['day first, dots', 'date of birth', '23.07.1984'],
  ['in words', 'date of birth', 'July 23, 1984'],
];
const DRIVER_LICENCES: readonly SampleRow[] = [
  ['California', 'driver license', 'D1234567'],
  ['Florida', 'driver license', 'S514-172-80-844-0'],
  ['New York', 'driver license', '123 456 789'],
  ['United Kingdom', 'driving licence', 'MORGA657054SM9IJ'],
];
const PASSPORTS: readonly SampleRow[] = [
  ['United States', 'passport number', '340020013'],
  ['United States, with a letter', 'passport number', 'A12345678'],
  ['United Kingdom', 'passport number', '925665416'],
  ['Germany', 'passport number', 'C01X00T47'],
];
/** By country, with valid check digits where there are any. */
const NATIONAL_IDS: readonly SampleRow[] = [
  ['United Kingdom', 'national insurance number', 'QQ 12 34 56 C'],
  ['United Kingdom', 'national insurance number', 'QQ123456C'],
  ['Canada', 'social insurance number', '046 454 286'],
  ['Canada', 'social insurance number', '046-454-286'],
  ['Germany', 'tax id', '86 095 742 719'],
  ['France', 'nir', '2 55 08 14 168 025 38'],
  ['Spain', 'dni', '12345678Z'],
  ['Italy', 'codice fiscale', 'RSSMRA85T10A562S'],
  ['Netherlands', 'bsn', '111222333'],
  ['Sweden', 'personnummer', '811228-9874'],
  ['Poland', 'pesel', '44051401359'],
  ['India', 'aadhaar', '2341 2341 2346'],
  ['India, PAN', 'pan', 'ABCDE1234F'],
  ['Brazil', 'cpf', '111.444.777-35'],
  ['Mexico', 'curp', 'BOXW310820HNERXN09'],
  ['Australia', 'tax file number', '123 456 782'],
  ['China', 'id card', '11010519491231002X'],
  ['Singapore', 'nric', 'S1234567D'],
];

function named(kind: SampleKind, entries: readonly SampleRow[]): SensitiveSample[] {
  // Whoever asks for such a kind means some country's: which, nobody says, so none is asked of every policy.
  return entries.map(([label, name, text]) => ({ kind, form: 'other', label, name, text, core: false }));
}

export const identitySamples: readonly SensitiveSample[] = [
  ...named('birth-date', BIRTH_DATES),
  ...named('driver-licence', DRIVER_LICENCES),
  ...named('passport', PASSPORTS),
  ...named('national-id', NATIONAL_IDS),
];
