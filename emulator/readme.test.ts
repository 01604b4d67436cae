import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from './control/commands';
import { demoClients } from './data/clients';
import { faultKinds, parseFaults } from './faults/parse';
import { shapeChanges } from './faults/types';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');

it('names every kind of fault, every wrong shape, every edit and every client', () => {
  const names = [
    ...faultKinds,
    ...shapeChanges,
    ...Object.keys(commands),
    ...demoClients('acme').map(({ id }) => id),
  ];
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

it('shows faults that can be scripted', () => {
  const [, json] = /```json\n([\s\S]*?)```/.exec(readme)!;
  expect(parseFaults(JSON.parse(json!))).toHaveLength(3);
});
