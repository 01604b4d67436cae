/**
 * Compares analysers of unsafe patterns on labelled patterns.
 * Usage: npx esbuild bench/masks/run.ts --bundle --platform=node --packages=external --format=esm
 * --outfile=<temporary>.mjs && node <temporary>.mjs [PATTERNS.json]
 */
import { ANALYSERS } from './analysers';
import { printScore, scoreHidesNothing } from './hides-nothing';
import { readPatterns } from './patterns';
import { type Answer, confusion, score, scoreRow } from './score';
import { sizeTable } from './sizes';

async function main(): Promise<void> {
  printScore(scoreHidesNothing());
  const args = process.argv.slice(2);
  const entries = readPatterns(args.find((arg) => !arg.startsWith('--')));
  if (!entries) {
    process.exitCode = 2;
    return;
  }
  console.log(`${entries.length} labelled patterns, Node ${process.versions.node}\n`);
  console.log(
    '| analyser | ms per pattern: median / p95 / max | precision / recall, % | undecided | vulnerable called safe |',
  );
  console.log('| --- | --- | --- | --- | --- |');
  const tables: string[] = [];
  for (const { name, run, rounds } of ANALYSERS) {
    let answers: Answer[] = [];
    for (let round = 0; round < rounds; round++) {
      answers = [];
      for (const entry of entries) {
        const start = performance.now();
        const said = run(entry);
        answers.push({ entry, said, ms: performance.now() - start });
      }
    }
    console.log(scoreRow(name, score(answers)));
    tables.push(`\n**${name}**\n\n${confusion(answers)}`);
  }
  console.log(tables.join('\n'));
  console.log(`\n${await sizeTable()}`);
}

await main();
