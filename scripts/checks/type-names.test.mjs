import { expect, it } from 'vitest';
import { duplicateTypes, productModules } from './type-names.mjs';

it('no type name is declared in two modules of the product', () => {
  const modules = [...productModules()];
  expect(modules.length).toBeGreaterThan(400);
  expect(duplicateTypes(modules)).toEqual([]);
});

it('a name is found in every kind of declaration', () => {
  const found = duplicateTypes([
    ['a.ts', 'export interface A {}\ntype B = string;\nexport enum D { x }'],
    ['b.ts', 'class A {}\nexport type B = number;\nfunction f() { type C = string; }\nenum D { y }'],
    ['c.ts', 'type C = string;'],
  ]);
  expect(found).toEqual([
    ['A', ['a.ts', 'b.ts']],
    ['B', ['a.ts', 'b.ts']],
    ['D', ['a.ts', 'b.ts']],
  ]);
});
