import { expect, it } from 'vitest';
import { atCursor } from '../../testing/cursor';
import { offsetAt } from '../../text/lines';
import { selectionRangeAt } from './selection';

function grow(marked: string): string[] {
  const { ctx, offset, text } = atCursor({ 'a.recpolicy.json': marked });
  const found: string[] = [];
  for (
    let r = selectionRangeAt(ctx.doc, offset) as ReturnType<typeof selectionRangeAt> | undefined;
    r;
    r = r.parent
  ) {
    const lines = ctx.doc.lineStarts;
    found.push(
      text.slice(offsetAt(lines, text.length, r.range.start), offsetAt(lines, text.length, r.range.end)),
    );
  }
  return found;
}

it('grows from the inside of a string to the document', () => {
  expect(grow(' { "a": [ "x|y" ] } ')).toEqual([
    'xy',
    '"xy"',
    ' "xy" ',
    '[ "xy" ]',
    '"a": [ "xy" ]',
    ' "a": [ "xy" ] ',
    '{ "a": [ "xy" ] }',
    ' { "a": [ "xy" ] } ',
  ]);
});
it('grows from a key to its property', () => {
  expect(grow('{"ke|y":1}').slice(0, 3)).toEqual(['key', '"key"', '"key":1']);
});
it('takes a comment as one', () => {
  expect(grow('// wh|y\n{}')[0]).toBe('// why');
});
