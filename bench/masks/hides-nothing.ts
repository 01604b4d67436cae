/**
 * How well `mask-hides-nothing` tells dead masks from alive ones, on the labelled set beside this file.
 * Usage: npx esbuild bench/masks/hides-nothing.ts --bundle --platform=node --format=esm
 * --outfile=<temporary>.mjs && node <temporary>.mjs
 */
import { evaluatePattern } from '../../masks/coverage';
import { findHidesNothing } from '../../masks/hides-nothing';
import { standardSamples } from '../../masks/samples';
import { finish } from '../../masks/work';
import { ALIVE, DEAD } from './labelled-masks';

export interface Scored {
  readonly dead: number;
  readonly alive: number;
  readonly missed: readonly string[];
  readonly falseAlarms: readonly string[];
}

export function isReported(pattern: string): boolean {
  return finish(findHidesNothing(evaluatePattern(pattern, standardSamples))) !== undefined;
}

export function scoreHidesNothing(): Scored {
  const dead = Object.values(DEAD).flat();
  return {
    dead: dead.length,
    alive: ALIVE.length,
    missed: dead.filter((pattern) => !isReported(pattern)),
    falseAlarms: ALIVE.filter(isReported),
  };
}

export function printScore({ dead, alive, missed, falseAlarms }: Scored): void {
  const found = dead - missed.length;
  const percent = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole).toFixed(1);
  console.log(
    `mask-hides-nothing on ${dead} dead patterns in ${Object.keys(DEAD).length} ways and ${alive} alive ones: ` +
      `precision ${percent(found, found + falseAlarms.length)} %, recall ${percent(found, dead)} %`,
  );
  for (const pattern of missed) console.log(`missed: ${JSON.stringify(pattern)}`);
  for (const pattern of falseAlarms) console.log(`false alarm: ${JSON.stringify(pattern)}`);
}
