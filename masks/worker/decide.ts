import { analyse, attackOf, DEEP_LIMITS } from '../redos/analyse';
import { type AttackParts, measureGrowth } from '../redos/replay';
import type { UndecidedReason, Verdict } from '../redos/verdict';
import { parseRegex } from '../regex/parse';
import { compileRegex } from '../regex/program';
import type { Job } from './protocol';
import { type RecheckAnswer, runRecheck } from './recheck';
import { findRewrite } from './rewrite';

/** Milliseconds for each analyser; together they stay within the limits at which the worker is killed. */
const OWN_MS = { normal: 450, idle: 3000 } as const;
const RECHECK_MS = { normal: 800, idle: 8000 } as const;
const REPLAY_STEPS = 4_000_000;

/**
 * The final word on a pattern: the automaton analysis with more room; where that cannot decide, recheck,
 * whose attack strings are replayed before they are believed. `early` is told what is known before recheck
 * starts.
 */
export async function decide(job: Job, early: (verdict: Verdict) => void): Promise<Verdict> {
  const { pattern, flags } = job;
  const end = Date.now() + OWN_MS[job.effort];
  const own = analyse(pattern, flags, { ...DEEP_LIMITS, expired: () => Date.now() > end });
  if (own.kind === 'safe') return own;
  if (own.kind !== 'undecided') {
    early(own);
    const rewrite = await findRewrite(pattern, flags);
    return { ...own, stage: 'final', ...(rewrite === undefined ? {} : { rewrite }) };
  }
  if (own.reason === 'too-long') return { ...own, stage: 'final', source: 'limits' };
  early(own);
  return combine(job, own, await runRecheck(pattern, flags, RECHECK_MS[job.effort]));
}

function combine(job: Job, own: Verdict & { kind: 'undecided' }, answer: RecheckAnswer): Verdict {
  const undecided = (reason: UndecidedReason, stage: 'first' | 'final'): Verdict => ({
    ...own,
    reason,
    stage,
  });
  if (answer.kind === 'safe') {
    // Only the automaton checker proves anything; its fuzzer merely finds nothing.
    if (answer.proven) return { kind: 'safe', source: 'recheck', stage: 'final' };
    return undecided('no-attack-found', 'final');
  }
  if (answer.kind === 'none') {
    if (answer.timedOut) return undecided('time-limit', job.effort === 'idle' ? 'final' : 'first');
    return undecided(own.reason, 'final');
  }
  const confirmed = confirmAttack(job, answer.attack);
  if (!confirmed && !answer.proven) return undecided('no-attack-found', 'final');
  const exponential = answer.exponential && confirmed?.kind !== 'polynomial';
  const shared = {
    attack: attackOf(
      answer.attack,
      confirmed ?? { kind: 'polynomial', exponent: answer.degree, samples: [], spent: 0 },
    ),
    hotspot: answer.hotspot ?? own.hotspot ?? ([0, job.pattern.length] as const),
    source: 'recheck' as const,
    stage: 'final' as const,
  };
  if (exponential) return { kind: 'exponential', ...shared };
  const degree = confirmed ? Math.round(confirmed.exponent) : answer.degree;
  return { kind: 'polynomial', degree: Math.max(2, degree), ...shared };
}

function confirmAttack(job: Job, attack: AttackParts): ReturnType<typeof measureGrowth> | undefined {
  try {
    const program = compileRegex(parseRegex(job.pattern, job.flags));
    const growth = measureGrowth(program, attack, REPLAY_STEPS);
    return growth.kind === 'linear' ? undefined : growth;
  } catch {
    return undefined; // Beyond this engine: not confirmed.
  }
}
