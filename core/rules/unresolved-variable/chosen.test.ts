import { expect, it } from 'vitest';
import { Workspace } from '../../index/workspace';
import { ROOT, testServices } from '../../testing/check';

const CONFIG = { environments: { prod: {}, dev: { variables: { g: 'x' } } } };
const TESTS = '{ "tests": [{ "name": "n", "agent": { "groups": ["{{g}}"] }, "expect": {} }] }';

it.each([
  [undefined, true],
  ['prod', true],
  ['dev', false],
])('of tests is reported for the environment that is looked at alone: %s', (environment, reported) => {
  const options = environment === undefined ? {} : { environment };
  const workspace = new Workspace([ROOT], testServices(), options);
  workspace.put(`${ROOT}/recpolicy.config.json`, JSON.stringify(CONFIG));
  const { doc } = workspace.put(`${ROOT}/a.recpolicy-test.json`, TESTS)!;
  expect(workspace.check(doc).some((f) => f.code === 'unresolved-variable')).toBe(reported);
});
