import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Label = 'safe' | 'quadratic' | 'polynomial-3+' | 'exponential';

export interface LabelledPattern {
  readonly id: number;
  readonly pattern: string;
  readonly flags: string;
  readonly label: Label;
}

export const LABELS: readonly Label[] = ['safe', 'quadratic', 'polynomial-3+', 'exponential'];

/**
 * Patterns with a verified label, from the first argument, `MASK_PATTERNS`, or
 * `../shared/data/regex-patterns.json` beside the project.
 */
export function readPatterns(argument: string | undefined): LabelledPattern[] | undefined {
  const beside = fileURLToPath(new URL('../shared/data/regex-patterns.json', `file://${process.cwd()}/`));
  const path = argument ?? process.env.MASK_PATTERNS ?? beside;
  if (!existsSync(path)) {
    console.error(
      `No labelled patterns: ${argument ?? process.env.MASK_PATTERNS ?? '../shared/data/regex-patterns.json'} does not exist. ` +
        'Name a JSON file with { "entries": [ { "id", "pattern", "flags", "label" } ] } as the first argument or in MASK_PATTERNS.',
    );
    return undefined;
  }
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: LabelledPattern[] };
  return entries;
}
