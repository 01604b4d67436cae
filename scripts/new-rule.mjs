// Makes the folder of a new rule: `npm run new-rule CODE KIND SEVERITY`, such as `npm run new-rule
// priority-is-zero policy warning`. What it writes compiles and fails its tests, with the reason, until the
// author has said what the rule reports.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root as repository, SCHEMAS } from './generate/files.mjs';

const SEVERITIES = ['error', 'warning', 'information', 'hint'];
const FILES = {
  policy: 'example.recpolicy.json',
  mediaPolicy: 'example.mediapolicy.json',
  settings: 'recording-settings.json',
  psr: 'example.psr.json',
  config: 'recpolicy.config.json',
  tests: 'example.recpolicy-test.json',
};

/** What is wrong with the arguments, or undefined. */
function faultOf(code, kind, severity, folder) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code ?? ''))
    return `CODE must be kebab case, such as "priority-is-zero"; found "${code ?? ''}".`;
  if (!(kind in SCHEMAS))
    return `KIND must be one of ${Object.keys(SCHEMAS).join(', ')}; found "${kind ?? ''}".`;
  if (!SEVERITIES.includes(severity))
    return `SEVERITY must be one of ${SEVERITIES.join(', ')}; found "${severity ?? ''}".`;
  if (existsSync(folder)) return `core/rules/${code} exists. Choose another code, or remove the folder.`;
  return undefined;
}

/** The files of the skeleton by their path in the rule's folder. */
function skeleton(code, kind, severity) {
  const file = FILES[kind];
  return {
    'rule.ts': `import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: '${code}',
  severity: '${severity}',
  title: 'What ${code} reports, in a few words',
  kinds: ['${kind}'],
  check(ctx) {
    const value = ctx.value as { fieldToCheck?: unknown } | undefined;
    if (value?.fieldToCheck !== 'a faulty value') return;
    ctx.report({
      at: ['fieldToCheck'],
      message: t('What was found. Why it matters. What to do.'),
    });
  },
});
`,
    'page.md': `# ${code}

One sentence: what is reported.

## Why

What happens to whom if it stays.

## Example

\`\`\`jsonc invalid
=== ${file}
{}
\`\`\`

\`\`\`jsonc valid
=== ${file}
{}
\`\`\`

## Fix

What to do about it.

## Limits

What the rule cannot see.
`,
    'fixtures/valid.txt': `=== ${file}\n{}\n`,
    'fixtures/invalid.txt': `=== ${file}\n{}\n^ ${severity}: Write a document with the fault here, and put the carets under it\n`,
  };
}

const [code, kind, severity] = process.argv.slice(2);
const base = process.env.RECPOLICY_RULES_FOLDER ?? join(repository, 'core', 'rules');
const folder = join(base, code ?? '');
const fault = faultOf(code, kind, severity, folder);
if (fault !== undefined) {
  console.error(`${fault}\nUsage: npm run new-rule CODE KIND SEVERITY`);
  process.exitCode = 2;
} else {
  for (const [path, text] of Object.entries(skeleton(code, kind, severity))) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(
    [
      `core/rules/${code}/ is there, and its tests fail until you have filled it:`,
      '  1. fixtures/invalid.txt and fixtures/valid.txt: what is a fault, and what is just none (the edges)',
      '  2. rule.ts: find it, on the narrowest range; the message says what was found, why it matters, what to do',
      '  3. page.md: why, an example of both kinds, the fix',
      `  4. npm run generate && npx vitest run core/rules -t ${code}`,
    ].join('\n'),
  );
}
