import { describe, expect, it } from 'vitest';
import { sanitiseForUi, sanitiseMessage } from './sanitise';

describe('plain text of names', () => {
  it('makes no link to a command out of a name', () => {
    expect(sanitiseForUi('[Ok](command:evil)')).not.toContain('](');
  });

  it('makes no icon out of a name', () => {
    expect(sanitiseForUi('$(rocket)')).not.toContain('$(');
  });

  it('shows where control and direction characters were, and what was put between a bracket and a parenthesis', () => {
    expect(sanitiseForUi('a\u202eb\u0007c')).toBe('a\ufffdb\ufffdc');
    expect(sanitiseForUi(']\u200b(')).toBe(']\ufffd(');
  });

  it('cuts a long name, and keeps more of a message', () => {
    expect(sanitiseForUi('x'.repeat(200))).toHaveLength(101);
    expect(sanitiseMessage('x'.repeat(200))).toHaveLength(200);
  });
});
