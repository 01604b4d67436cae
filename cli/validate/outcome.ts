import { SEVERITIES, type Severity } from '../../core/findings/finding';
import type { ReportedDiagnostic, ValidationReport } from '../format/report';
import type { ValidateOptions } from './options';

/** What a report means for the exit code. */
export interface Outcome {
  readonly failed: boolean;
  /** Whether there are more warnings than `--max-warnings` allows. */
  readonly tooManyWarnings: boolean;
  /** Whether the finding is one of those that make the command fail. */
  fails(diagnostic: ReportedDiagnostic): boolean;
}

export function outcomeOf(
  { summary }: ValidationReport,
  { failOn, maxWarnings }: Pick<ValidateOptions, 'failOn' | 'maxWarnings'>,
): Outcome {
  const failing = new Set<Severity>(SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1));
  const tooManyWarnings = maxWarnings !== undefined && summary.warning > maxWarnings;
  if (tooManyWarnings) failing.add('warning');
  return {
    failed: [...failing].some((severity) => summary[severity] > 0),
    tooManyWarnings,
    fails: ({ severity }) => failing.has(severity),
  };
}
