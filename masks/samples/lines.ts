import type { SampleKind, SampleLine, SensitiveSample } from './types';

/** What stands before a value in `key: value`, and its name in JSON and in the query of an address. */
const NAMES: Readonly<Record<SampleKind | 'own', readonly [label: string, key: string]>> = {
  card: ['card', 'card'],
  ssn: ['ssn', 'ssn'],
  iban: ['iban', 'iban'],
  email: ['email', 'email'],
  phone: ['phone', 'phone'],
  'birth-date': ['date of birth', 'dateOfBirth'],
  'driver-licence': ['driver license', 'driverLicense'],
  passport: ['passport number', 'passportNumber'],
  'national-id': ['national id', 'nationalId'],
  'bank-account': ['account number', 'accountNumber'],
  own: ['value', 'value'],
};

/** `{}` stands for the sample. */
const ANYWHERE = [
  'The customer read out {} on the phone.',
  '{} was read out by the customer',
  'The customer read out {}',
  '4711,{},open',
  'First {} and then {} again',
];

/** Values that mean nothing alone stand behind their name. */
const BEHIND_NAME = ['They said the {name} is {} on the phone.', 'We wrote down the {name} {}'];

/** An address holds no spaces, and none of the characters that have a meaning in it. */
const FITS_ADDRESS = /^[\w.@-]+$/;

function templatesOf({ kind, text, name }: SensitiveSample): string[] {
  const [label, key] = NAMES[kind];
  const templates = [
    ...(name === undefined ? ANYWHERE : BEHIND_NAME.map((template) => template.replace('{name}', name))),
    `${name ?? label}: {}`,
    `{"id":4711,"${keyOf(name) ?? key}":"{}","open":true}`,
  ];
  if (FITS_ADDRESS.test(text))
    templates.push(`https://shop.example.com/pay?step=2&${keyOf(name) ?? key}={}&lang=en`);
  return templates;
}

/** `passport number` as `passportNumber`. */
function keyOf(name: string | undefined): string | undefined {
  return name?.toLowerCase().replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The lines in which each sample is tried: prose, key and value, JSON, CSV, address; at the start, inside, at
 * the end, twice.
 */
export function linesOf(samples: readonly SensitiveSample[]): SampleLine[] {
  return samples.flatMap((sample, index) =>
    templatesOf(sample).map((template) => fill(template, sample.text, index)),
  );
}

function fill(template: string, value: string, sample: number): SampleLine {
  const places: number[] = [];
  let text = '';
  for (const [i, part] of template.split('{}').entries()) {
    if (i > 0) {
      places.push(text.length);
      text += value;
    }
    text += part;
  }
  return { text, sample, places };
}

/** Lines around any text, for texts whose kind is not known. */
export function linesAround(text: string): SampleLine[] {
  return linesOf([{ kind: 'own', label: '', form: 'other', text, core: true }]);
}
