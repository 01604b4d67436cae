import { describe, expect, it } from 'vitest';
import { checkFiles } from '../../testing/check';
import { pathOf, schemaErrors } from './validate';

describe('schemaErrors', () => {
  it('are none for a valid document and bounded for one that is of no kind', () => {
    expect(schemaErrors('settings', {})).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i]));
    expect(schemaErrors('settings', many).length).toBe(1000);
  });

  it('leave a document with 50,000 unknown properties checked in time', () => {
    const text = `{${Array.from({ length: 50_000 }, (_, i) => `"unknown${i}":1`).join(',')}}`;
    const { findings } = checkFiles({ 'a.recpolicy.json': text }).get('a.recpolicy.json')!;
    expect(findings.length).toBeGreaterThan(900);
  });
});

describe('pathOf', () => {
  it('takes digits for an index under an array only', () => {
    expect(pathOf('/a/0/1', { a: [{ '1': 2 }] })).toEqual(['a', 0, '1']);
    expect(pathOf('/x~1y~0z', {})).toEqual(['x/y~z']);
    expect(pathOf('', [])).toEqual([]);
  });
});
