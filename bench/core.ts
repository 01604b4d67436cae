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

const asked = process.argv.slice(2);
for (const [name, measure] of Object.entries(ROWS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  try {
    for (const row of await measure()) console.log(JSON.stringify(row));
  } catch (error) {
    console.log(
      JSON.stringify({ work: name, failed: error instanceof Error ? error.message : String(error) }),
    );
  }
}
process.exit(0);
