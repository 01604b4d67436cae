import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { project, recpolicy } from './testing/harness';

const text = ['README.md', 'docs/command-line.md']
  .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
  .join('\n');

it('names each command in the README or in the page of the command line', async () => {
  const { out } = await recpolicy(project({}), '--help');
  const listed = out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)\b/gm);
  const commands = [...listed].map(([, name = '']) => name).filter((name) => name !== 'help');
  expect(commands.length).toBeGreaterThan(10);
  const silent = commands.filter((name) => !new RegExp(`\`(?:recpolicy )?${name}\\b`).test(text));
  expect(silent).toEqual([]);
});
