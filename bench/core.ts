import { coldCheck } from './rows/cold-check';
import { keystroke } from './rows/keystroke';
import { largeDocument } from './rows/large-document';
import { memory } from './rows/memory';
import { onePolicy } from './rows/one-policy';
import { activation, size } from './rows/size';
import { start } from './rows/start';
import { unsafeRegex } from './rows/unsafe-regex';
import type { Row } from './support/row';

const ROWS: Readonly<Record<string, () => Promise<Row[]>>> = {
  memory,
  'one-policy': onePolicy,
  'large-document': largeDocument,
  keystroke,
  start,
  'cold-check': coldCheck,
  'unsafe-regex': unsafeRegex,
  size,
  activation,
};

/** Measures the row it is given, a line of JSON for each figure; without one it names all rows. */
const name = process.argv[2];
if (name === undefined) console.log(Object.keys(ROWS).join('\n'));
else
  try {
    for (const row of await ROWS[name]!()) console.log(JSON.stringify(row));
  } catch (error) {
    console.log(
      JSON.stringify({ work: name, failed: error instanceof Error ? error.message : String(error) }),
    );
  }
process.exit(0);
