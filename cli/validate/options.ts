import { ALWAYS_ON } from '../../core/config/config';
import type { Severity } from '../../core/findings/finding';
import { ruleCodes } from '../../core/generated/rule-codes';
import { nearest } from '../../core/text/nearest';
import { UsageError } from '../project/errors';

export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface ValidateOptions {
  readonly env?: string;
  readonly format: Format;
  readonly maxWarnings?: number;
  /** The mildest severity that makes the command fail. */
  readonly failOn: Severity;
  /** Codes of the only rules to report, separated by commas. */
  readonly select?: string;
  /** Where the report goes instead of standard output. */
  readonly output?: string;
  /** The path under which a document on standard input is checked. */
  readonly stdinFilename?: string;
  readonly quiet?: boolean;
  /** A file of findings that are known and accepted. */
  readonly baseline?: string;
  /** Whether everything that is found goes into that file. */
  readonly updateBaseline?: boolean;
}

/** Stops the command where a baseline could not be made of what it looks at. */
export function requireUsableBaseline(options: ValidateOptions): void {
  const { baseline, updateBaseline, select, env, stdinFilename } = options;
  if (updateBaseline !== true) return;
  if (baseline === undefined)
    throw new UsageError('The option --update-baseline goes with --baseline FILE, which names the file.');
  if (select !== undefined || env !== undefined || stdinFilename !== undefined)
    throw new UsageError(
      'The option --update-baseline takes all findings, so it does not go with --select, --env or standard input.',
    );
}

/**
 * The codes of `--select`; undefined where it was not given. A file that does not parse is always reported,
 * as the other rules could not look at it.
 */
export function selectedCodes(select: string | undefined): ReadonlySet<string> | undefined {
  if (select === undefined) return undefined;
  const codes = select.split(/[\s,]+/).filter((code) => code !== '');
  if (codes.length === 0)
    throw new UsageError(
      'The option --select names no rule, so nothing would be checked. Give codes, separated by commas.',
    );
  for (const code of codes) requireRule(code);
  return new Set([...codes, ALWAYS_ON]);
}

/** Stops the command where no rule has this code. */
export function requireRule(code: string): void {
  if (ruleCodes.includes(code)) return;
  const guess = nearest(code, ruleCodes);
  const advice = guess === undefined ? '' : `Did you mean ${guess}? `;
  throw new UsageError(`There is no rule ${code}. ${advice}The command recpolicy rules lists them all.`);
}
