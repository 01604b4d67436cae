import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { productFolders, root, sourceFiles } from './sources.mjs';

/** Folders whose files are all of one kind, which the name says. */
const SELF_EXPLANATORY = [
  'bench/rows',
  'cli/format',
  'cli/org/commands',
  'cli/org/show',
  'core/features/completion',
  'core/features/hover',
  'emulator/data',
  'emulator/routes',
  'masks/samples',
  'schemas',
];

it('a folder of more than five files has a README, or a name that needs none', () => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const path of sourceFiles(...productFolders, 'bench', 'scripts')) {
    if (!/\.(?:ts|mjs|cjs)$/.test(path) || /\.test\.|\/(?:fixtures|testing|generated)\//.test(path)) continue;
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  const large = [...counts].filter(([, count]) => count > 5).map(([folder]) => folder);
  const silent = large.filter(
    (folder) => !existsSync(join(root, folder, 'README.md')) && !SELF_EXPLANATORY.includes(folder),
  );
  expect(silent).toEqual([]);
  expect(SELF_EXPLANATORY.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
});
