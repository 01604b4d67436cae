import type { RegexVerdict } from '../../masks/redos/verdict';
import { LABELS, type Label, type LabelledPattern } from './patterns';

export interface Answer {
  readonly entry: LabelledPattern;
  /** `undecided` counts as not flagged. */
  readonly said: Label | 'undecided';
  readonly ms: number;
}

export function labelOf(verdict: RegexVerdict): Label | 'undecided' {
  if (verdict.kind !== 'polynomial') return verdict.kind;
  return verdict.degree > 2 ? 'polynomial-3+' : 'quadratic';
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Vulnerable patterns called safe. */
  readonly falselySafe: number;
  readonly undecided: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

const flagged = (label: string): boolean => label !== 'safe' && label !== 'undecided';

export function score(answers: readonly Answer[]): Score {
  const said = answers.filter((answer) => flagged(answer.said));
  const vulnerable = answers.filter((answer) => flagged(answer.entry.label));
  const right = said.filter((answer) => flagged(answer.entry.label)).length;
  const times = answers.map((answer) => answer.ms).sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    precision: said.length === 0 ? 1 : right / said.length,
    recall: vulnerable.length === 0 ? 1 : right / vulnerable.length,
    falselySafe: vulnerable.filter((answer) => answer.said === 'safe').length,
    undecided: answers.filter((answer) => answer.said === 'undecided').length,
    median: at(0.5),
    p95: at(0.95),
    max: at(1),
  };
}

/** Rows: labels; columns: what was said. */
export function confusion(answers: readonly Answer[]): string {
  const columns = [...LABELS, 'undecided'] as const;
  const rows = LABELS.map((label) => {
    const cells = columns.map(
      (column) =>
        answers.filter((answer) => answer.entry.label === label && answer.said === column).length || '',
    );
    return `| ${label} | ${cells.join(' | ')} |`;
  });
  return [
    `| label \\ said | ${columns.join(' | ')} |`,
    `|${' --- |'.repeat(columns.length + 1)}`,
    ...rows,
  ].join('\n');
}

export function scoreRow(name: string, s: Score): string {
  const percent = (value: number): string => (100 * value).toFixed(1);
  const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  return `| ${name} | ${ms(s.median)} / ${ms(s.p95)} / ${ms(s.max)} | ${percent(s.precision)} / ${percent(s.recall)} | ${s.undecided} | ${s.falselySafe} |`;
}
