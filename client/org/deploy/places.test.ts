import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../core/json/parse';
import { pathOfField, placeOf } from './places';

const TEXT = '{ "name": "A", "targets": [{ "type": "GROUP", "id": "g" }], "retentionDays": 30 }';
const at = (field: string) => {
  const { start, end } = placeOf(parseJson(TEXT), pathOfField(field));
  return TEXT.slice(start, end);
};

describe('the place of a field that an org refused', () => {
  it.each([
    ['retentionDays', '30'],
    ['/retentionDays', '30'],
    ['body.retentionDays', '30'],
    ['targets[0].id', '"g"'],
    ['/targets/0/type', '"GROUP"'],
  ])('finds %s', (field, text) => expect(at(field)).toBe(text));

  it('falls back to what holds the field, then to the object', () => {
    expect(at('targets[0].nonsense')).toBe('{ "type": "GROUP", "id": "g" }');
    expect(at('nonsense')).toBe('{');
  });

  it('survives a file that is empty meanwhile', () => {
    expect(placeOf(parseJson(''), ['name'])).toEqual({ start: 0, end: 0 });
  });
});
