import { type PatternCoverage, tryPattern } from '../coverage';
import { compiles } from '../regex-fault';
import type { Work } from '../work';
import * as dialect from './dialect';
import { exampleOf, isUnlikely } from './example';
import * as program from './program-text';
import * as slips from './slips';
import type { Reader, Reading, Way } from './types';

export type { Way } from './types';

/** Why a pattern hides no part of any line, though it is meant to. */
export interface HidesNothing {
  readonly way: Way;
  /** The part of the pattern that tells, [start, end) in UTF-16 units. */
  readonly part: readonly [start: number, end: number];
  /**
   * What was meant: one pattern where it is certain, several where it can be one of them, none where it
   * cannot be told.
   */
  readonly meant: readonly string[];
  /** A text that the pattern does match; undefined where none is known. */
  readonly example: string | undefined;
}

/** Longer patterns are not taken apart. */
const MAX_LENGTH = 2000;
/** Slips that may have come together: a sed command in basic syntax; doubled backslashes in quotes. */
const MAX_SLIPS = 3;
/** Readings of one pattern that are tried on the samples. */
const MAX_TRIED = 24;
/** A reading proves itself by a sample of which at least so much is hidden. */
const PROVING_SHARE = 0.5;

/** What says most comes first. */
const READERS: readonly Reader[] = [
  program.concatenation,
  program.wrapper,
  program.entities,
  slips.lineEnds,
  program.doubledBackslashes,
  slips.lookAlikes,
  dialect.hexOrBlank,
  dialect.wordEdges,
  dialect.foreign,
  dialect.setOperations,
  dialect.keepOut,
  dialect.bracedUnicode,
  dialect.controlEscapes,
  dialect.lua,
  dialect.basicPosix,
  program.markdownEscapes,
  dialect.angleEdges,
  dialect.pictures,
  slips.lostBracket,
  slips.wordBorders,
  slips.anchors,
];

/** Marks that only quoted text has at both ends: what such a pattern hides is hidden by accident. */
const QUOTES = /^["'].*["']$/s;

/**
 * Says why a pattern hides nothing of any line, where it is meant to hide something: another reading of it
 * hides a sample, or it holds what nobody writes on purpose. Undefined where it hides something, and where it
 * may be meant for text there is no sample of.
 */
export function* findHidesNothing(coverage: PatternCoverage): Work<HidesNothing | undefined> {
  const { pattern } = coverage;
  if (pattern.length > MAX_LENGTH || coverage.evaluated === 'not-evaluated' || coverage.matchesEmpty)
    return undefined;
  // A backspace that was meant for a word border has a rule of its own.
  if (pattern.includes('\b')) return undefined;
  if (coverage.found.size > 0 && !hidesQuotedOnly(coverage)) return undefined;
  const proven = yield* provenReading(coverage);
  if (proven !== undefined) return proven;
  if (coverage.found.size > 0) return undefined;
  const certain = READERS.map((read) => read(pattern)).find((reading) => reading?.certain);
  const example = exampleOf(pattern);
  if (certain !== undefined)
    return { way: certain.way, part: certain.part, meant: rewritten(certain), example };
  if (example === undefined || !isUnlikely(example)) return undefined;
  return { way: 'unlikely-text', part: [0, pattern.length], meant: [], example };
}

/** Whether the pattern is all in quotes, and so hides only what stands in quotes. */
function hidesQuotedOnly({ pattern, found, samples }: PatternCoverage): boolean {
  if (!QUOTES.test(pattern)) return false;
  for (const [i, ranges] of found) {
    const text = samples.lines[i]?.text;
    if (text === undefined || !ranges.every(([start, end]) => QUOTES.test(text.slice(start, end))))
      return false;
  }
  return true;
}

/** A reading that hides samples. */
interface Proof {
  readonly pattern: string;
  readonly samplesHidden: number;
}

interface Step {
  readonly pattern: string;
  /** The first slip on the way here. */
  readonly first: Reading | undefined;
}

/** Undoes one slip, then two, then three, until what is left hides a sample. */
function* provenReading(coverage: PatternCoverage): Work<HidesNothing | undefined> {
  const { pattern, samples } = coverage;
  const seen = new Set([pattern]);
  let steps: Step[] = [{ pattern, first: undefined }];
  let tried = 0;
  for (let slip = 0; slip < MAX_SLIPS; slip++) {
    const next: Step[] = [];
    for (const step of steps)
      for (const read of READERS) {
        const reading = read(step.pattern);
        if (reading === undefined) continue;
        const first = step.first ?? reading;
        const proven: Proof[] = [];
        for (const meant of reading.patterns) {
          if (seen.has(meant) || tried >= MAX_TRIED || !compiles(meant)) continue;
          seen.add(meant);
          tried++;
          const samplesHidden = yield* countHidden(meant, samples);
          if (samplesHidden > 0) proven.push({ pattern: meant, samplesHidden });
          else next.push({ pattern: meant, first });
        }
        if (proven.length > 0) return finding(first, reading, proven, exampleOf(pattern));
      }
    steps = next;
  }
  return undefined;
}

function finding(
  first: Reading,
  last: Reading,
  proven: readonly Proof[],
  example: string | undefined,
): HidesNothing {
  const best = [...proven].sort((a, b) => b.samplesHidden - a.samplesHidden);
  // Of two ways to write the same, the one that hides more.
  const meant = (last.way === 'other-dialect' ? proven : best.slice(0, 1)).map((proof) => proof.pattern);
  return { way: first.way, part: first.part, meant, example };
}

/** The number of samples that a pattern hides, largely at least, in some line. */
function* countHidden(pattern: string, samples: PatternCoverage['samples']): Work<number> {
  const { sensitive, matchesEmpty } = yield* tryPattern(pattern, samples);
  return matchesEmpty ? 0 : sensitive.filter(({ bestShare }) => bestShare >= PROVING_SHARE).length;
}

/** What was meant by a sign that needs no proof, where it compiles. */
function rewritten({ patterns }: Reading): string[] {
  return patterns.filter(compiles);
}
