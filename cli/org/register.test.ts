import { describe, expect, it } from 'vitest';
import { yesWithoutName } from './register';

describe('--yes', () => {
  it.each([
    [
      ['retire', '--yes', 'Some_Name', '-e', 'dev'],
      ['retire', '--yes=', 'Some_Name', '-e', 'dev'],
    ],
    [
      ['deploy', '--yes=prod', '-e', 'prod'],
      ['deploy', '--yes=prod', '-e', 'prod'],
    ],
    [
      ['retire', '-e', 'dev', '--', '--yes'],
      ['retire', '-e', 'dev', '--', '--yes'],
    ],
  ])('takes no following word for its value: %j', (argv, read) => {
    expect(yesWithoutName(argv)).toEqual(read);
  });
});
