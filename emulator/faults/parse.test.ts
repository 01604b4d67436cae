import { expect, it } from 'vitest';
import { parseFaults } from './parse';

it('reads one fault or a list', () => {
  expect(parseFaults({ do: { kind: 'reset' } })).toEqual([{ do: { kind: 'reset' } }]);
  expect(
    parseFaults([{ match: { operation: 'listPolicies' }, nth: 2, do: { kind: 'delay', ms: 1 } }]),
  ).toHaveLength(1);
});

it.each([
  [[{ do: { kind: 'explode' } }], "fault 1: no kind 'explode'"],
  [[{ do: { kind: 'toString' } }], "fault 1: no kind 'toString'"],
  [{ do: { kind: 'reset' }, time: 2 }, "fault 1: no field 'time'"],
  [{ match: { route: '/' }, do: { kind: 'reset' } }, "fault 1, match: no field 'route'"],
  [{ match: { operation: 'list' }, do: { kind: 'reset' } }, "fault 1: no operation 'list'"],
  [[{ do: { kind: 'reset' } }, { do: { kind: 'status' } }], "fault 2: 'status' needs 'status'"],
  [{ do: { kind: 'shape', change: 'odd' } }, "fault 1: no change 'odd'"],
  [{ do: { kind: 'delay', ms: 1, when: 'after' } }, "takes no 'when'"],
  [3, 'fault 1 must be an object'],
])('says what is wrong with %j', (value, message) => {
  expect(() => parseFaults(value)).toThrow(message);
});
