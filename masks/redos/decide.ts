import { analyse, DEEP_LIMITS } from './analyse';
import { findRewrite } from './rewrite';
import type { RegexVerdict } from './verdict';

/**
 * The final word on a pattern, with room for half a second of work or so. The work is counted in steps:
 * nothing depends on the clock,
 * and what the limits leave undecided stays undecided for this version of the analysis.
 */
export function decide(pattern: string): RegexVerdict {
  const verdict = analyse(pattern, '', DEEP_LIMITS);
  if (verdict.kind === 'safe') return verdict;
  if (verdict.kind === 'undecided')
    return { ...verdict, stage: 'final', ...(verdict.reason === 'too-long' ? { source: 'limits' } : {}) };
  const rewrite = findRewrite(pattern);
  return { ...verdict, stage: 'final', ...(rewrite === undefined ? {} : { rewrite }) };
}
