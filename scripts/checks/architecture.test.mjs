import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import config from '../../.dependency-cruiser.cjs';
import allowed from './imports.cjs';
import { productFolders, root } from './sources.mjs';

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** Every allowed import as `from --> to`, a file of a folder by its folder. */
const arrows = Object.entries(allowed)
  .flatMap(([from, tos]) => tos.map((to) => `${from} --> ${to.split('/')[0]}`))
  .sort();

it('the picture shows every allowed import and no other', () => {
  const picture = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const drawn = [...picture.matchAll(/^\s*(\w+)(?:\[.*?\])? -->(?:\|.*?\|)? (\w+)/gm)].map(
    ([, from, to]) => `${from} --> ${to}`,
  );
  expect(drawn.sort()).toEqual(arrows);
});

it('each folder of the table has its rule, and the rules forbid circles', () => {
  expect(Object.keys(allowed).sort()).toEqual([...productFolders].sort());
  const rules = config.forbidden;
  for (const [from, tos] of Object.entries(allowed)) {
    const rule = rules.find((r) => r.name === `${from}-imports`);
    const forbids = (path) => new RegExp(rule.to.path).test(path) && !new RegExp(rule.to.pathNot).test(path);
    for (const other of productFolders) {
      const isAllowed = other === from || tos.includes(other);
      expect([from, other, forbids(`${other}/x.ts`)]).toEqual([from, other, !isAllowed]);
    }
  }
  expect(rules.find((r) => r.name === 'no-circular')).toMatchObject({ to: { circular: true } });
  expect(rules.find((r) => r.name === 'no-circular').to.viaOnly).toBeUndefined();
});

it('every path that the page names exists', () => {
  const folders = [...productFolders, 'docs', 'scripts'].join('|');
  const named = [...page.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g'))].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
