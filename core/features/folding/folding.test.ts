import { expect, it } from 'vitest';
import { CoreDocument } from '../../document/document';
import { foldingRanges } from './folding';

const fold = (text: string, limit?: number) =>
  foldingRanges(new CoreDocument('', '', 'policy', text), limit).map(
    (r) => `${r.startLine}-${r.endLine}${r.kind === undefined ? '' : ` ${r.kind}`}`,
  );

it('folds objects and arrays so that the closing bracket stays in sight', () => {
  expect(fold('{\n "a": [\n 1\n ],\n "b": { "c": 1 }\n}')).toEqual(['0-4', '1-2']);
  expect(fold('{\n "a": [')).toEqual(['0-1']);
});
it('folds block comments and runs of line comments', () => {
  expect(fold('// a\n// b\n// c\n/* d\n e */\n{\n "x": 1, // one\n // two\n "y": 2\n}')).toEqual([
    '0-2 comment',
    '3-4 comment',
    '5-8',
  ]);
});
it('keeps the outermost when there are too many', () => {
  const many = `{\n${Array.from({ length: 50 }, (_, i) => `"k${i}": [\n1\n]`).join(',\n')}\n}`;
  expect(fold(many, 10)).toHaveLength(10);
  expect(fold(many, 10)[0]).toBe('0-150');
});
it('finds nothing in an empty file', () => {
  expect(fold('')).toEqual([]);
});
