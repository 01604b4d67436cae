import { expect, it } from 'vitest';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { documentLinks } from './links';

function links(files: Record<string, string>, options: CursorOptions = {}) {
  return documentLinks(atCursor(files, options).ctx).map((l) => l.target);
}

it('shows an http $schema and nothing else outward', () => {
  expect(links({ 'a.recpolicy.json': '{ "$schema": "https://example.test/s.json" }' })).toEqual([
    'https://example.test/s.json',
  ]);
  for (const no of ['file:///etc/passwd', 'command:evil', 'javascript:x', './s.json', ''])
    expect(links({ 'a.recpolicy.json': JSON.stringify({ $schema: no }) })).toEqual([]);
});
it('leads from a policy test to the policy', () => {
  expect(
    links({
      'a.recpolicy-test.json':
        '{ "tests": [{ "expect": { "policy": "P" } }, { "expect": { "policy": "Q" } }] }',
      'p.recpolicy.json': '{\n "name": "p" }',
    }),
  ).toEqual(['file:///project/p.recpolicy.json#L2']);
});
it('leads from rule codes to their pages', () => {
  const page = 'https://example.test/rules/retention-out-of-range';
  expect(
    links({ 'recpolicy.config.json': '{ "rules": { "retention-out-of-range": "off", "x": "off" } }' }),
  ).toEqual([page]);
  expect(links({ 'a.recpolicy.json': '// recpolicy-disable retention-out-of-range, x -- y\n{}' })).toEqual([
    page,
  ]);
});
