import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, write } from './files.mjs';

/** Source files of the folders whose messages people see, tests left out. */
function* sources(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'fixtures' && entry.name !== 'generated' && entry.name !== 'testing')
        yield* sources(path);
    } else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')) yield path;
  }
}

const STRING = [
  String.raw`'(?:[^'\\\n]|\\.)*'`,
  String.raw`"(?:[^"\\\n]|\\.)*"`,
  '`(?:[^`\\\\$]|\\\\.)*`',
].join('|');
const CALL = new RegExp(
  String.raw`(?<![\w$.])(?:vscode\.)?(?:l10n\.)?t\(\s*((?:${STRING})(?:\s*\+\s*(?:${STRING}))*)\s*[,)]`,
  'g',
);

/** Collects every message template into l10n/bundle.l10n.json: what a translator starts from. */
export async function generateMessages() {
  const messages = new Set();
  for (const folder of ['core', 'org', 'server', 'client']) {
    for (const path of sources(folder)) {
      const text = readFileSync(join(root, path), 'utf8');
      for (const m of text.matchAll(CALL)) messages.add(new Function(`return ${m[1]}`)());
    }
  }
  const sorted = [...messages].sort();
  write(
    'l10n/bundle.l10n.json',
    `${JSON.stringify(Object.fromEntries(sorted.map((m) => [m, m])), null, 2)}\n`,
  );
}
