import { expect, it } from 'vitest';
import { CoreDocument } from '../../document/document';
import { documentSymbols, flatSymbols } from './document-symbols';

const symbols = (text: string, limit?: number) =>
  documentSymbols(new CoreDocument('u', 'p', 'policy', text), limit);

it('names targets by type and id and shows scalars beside their key', () => {
  const found = symbols('{ "name": "N", "targets": [{ "type": "GROUP", "id": "g" }], "": 1 }');
  expect(found.map((s) => [s.name, s.detail])).toEqual([
    ['name', 'N'],
    ['targets', undefined],
    ['""', '1'],
  ]);
  expect(found[1]!.children!.map((s) => s.name)).toEqual(['GROUP g']);
  expect(flatSymbols('u', found).map((s) => s.name)).toEqual([
    'name',
    'targets',
    'GROUP g',
    'type',
    'id',
    '""',
  ]);
});

it('is cut, the innermost first', () => {
  const text = JSON.stringify({ targets: Array.from({ length: 9000 }, (_, i) => ({ id: `${i}` })), last: 1 });
  const found = symbols(text);
  expect(found.map((s) => s.name)).toEqual(['targets', 'last']);
  expect(flatSymbols('u', found)).toHaveLength(5000);
});

it('keeps the selection inside the range in half-typed documents', () => {
  for (const s of flatSymbols('u', symbols('{ "a": , "b": { "c" '))) expect(s.name).not.toBe('');
});
