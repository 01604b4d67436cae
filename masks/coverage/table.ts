import type { OrdinaryResult, PatternCoverage } from './evaluate';
import type { CoveredRange, LineResult, SensitiveResult } from './judge';
import { type KindCoverage, kindsOf, type PolicyCoverage } from './kinds';

const NAMES: Readonly<Record<KindCoverage['kind'], string>> = {
  card: 'Card numbers',
  ssn: 'US social security numbers',
  iban: 'IBANs',
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  'birth-date': 'Dates of birth',
  'driver-licence': "Driver's licences",
  passport: 'Passport numbers',
  'national-id': 'National ids',
  'bank-account': 'Bank accounts',
  own: 'Own samples',
};

export function kindName(kind: KindCoverage['kind']): string {
  return NAMES[kind];
}

function cover(text: string, masked: readonly CoveredRange[]): string {
  return [...text.split('')]
    .map((unit, i) => (masked.some(([start, end]) => start <= i && i < end) ? '█' : unit))
    .join('');
}

/** An ordinary text with `█` for every character that is masked. */
export function redact({ sample, masked }: OrdinaryResult): string {
  return cover(sample.text, masked);
}

/** A line with `█` for every character that is masked. */
export function redactLine({ line, masked }: LineResult): string {
  return cover(line.text, masked);
}

/**
 * A sample with `█` for every character that is masked: alone where every line leaves the same of it, else
 * the line that shows the most.
 */
export function redactSample({ sample, lines, share, bestShare }: SensitiveResult): string {
  const worst = lines.find((line) => line.share === share);
  if (worst === undefined) return sample.text;
  if (share < bestShare) return redactLine(worst);
  const [place = 0] = worst.line.places;
  return redactLine(worst).slice(place, place + sample.text.length);
}

export interface CoverageRow {
  readonly kind: KindCoverage['kind'];
  readonly name: string;
  readonly state: KindCoverage['state'];
  readonly masked: number;
  readonly total: number;
  /** The gap that tells most, as it would stay on the screen; undefined where everything is masked. */
  readonly example: string | undefined;
  readonly exampleLabel: string | undefined;
}

export function coverageRows(kinds: readonly KindCoverage[]): CoverageRow[] {
  return kinds.map((kind) => {
    const gap = kind.gaps[0];
    return {
      kind: kind.kind,
      name: NAMES[kind.kind],
      state: kind.state,
      masked: kind.masked,
      total: kind.total,
      example: gap && redactSample(gap),
      exampleLabel: gap?.sample.label,
    };
  });
}

/** Text for a Markdown table cell: nothing in it is read as markup. */
function cell(text: string): string {
  return `\`${text.replace(/[`|\\\r\n]/g, ' ')}\``;
}

/** A small Markdown table: one row per kind of which anything is masked, or, for a policy, per kind. */
export function coverageTable(coverage: PatternCoverage | PolicyCoverage): string {
  const isPattern = 'pattern' in coverage;
  if (isPattern && coverage.evaluated === 'not-evaluated') return '';
  const kinds = isPattern ? kindsOf(coverage.sensitive) : coverage.kinds;
  const rows = coverageRows(kinds).filter(
    (row) => !isPattern || row.masked > 0 || row.example?.includes('█'),
  );
  const lines = rows.map(
    ({ name, masked, total, example, exampleLabel }) =>
      `| ${name} | ${masked} of ${total} | ${example === undefined ? '–' : `${cell(example)} (${exampleLabel})`} |`,
  );
  if (lines.length === 0) return '';
  return ['| | masked | stays readable |', '| --- | --- | --- |', ...lines].join('\n');
}

/** One line for a CodeLens: `masks Card numbers 12 of 48, IBANs 3 of 14`. */
export function coverageSummary(coverage: PatternCoverage | PolicyCoverage): string {
  const kinds = 'pattern' in coverage ? kindsOf(coverage.sensitive) : coverage.kinds;
  const parts = kinds
    .filter((kind) => kind.masked > 0)
    .map((kind) => `${NAMES[kind.kind]} ${kind.masked} of ${kind.total}`);
  return parts.length > 0 ? parts.join(', ') : 'none of the samples';
}
