import { describe, expect, it } from 'vitest';
import { plain, plainMessage } from './sanitise';

describe('plain text of names', () => {
  it('makes no link to a command out of a name', () => {
    expect(plain('[Ok](command:evil)')).not.toContain('](');
  });

  it('makes no icon out of a name', () => {
    expect(plain('$(rocket)')).not.toContain('$(');
  });

  it('shows where control and direction characters were, and what was put between a bracket and a parenthesis', () => {
    expect(plain('a\u202eb\u0007c')).toBe('a\ufffdb\ufffdc');
    expect(plain(']\u200b(')).toBe(']\ufffd(');
  });

  it('cuts a long name, and keeps more of a message', () => {
    expect(plain('x'.repeat(200))).toHaveLength(101);
    expect(plainMessage('x'.repeat(200))).toHaveLength(200);
  });
});
