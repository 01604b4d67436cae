import { describe, expect, it } from 'vitest';
import { printable } from './messages';

describe('texts of a file in messages', () => {
  it('show no more of a long word than how it begins', () => {
    expect(printable('eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMyJ9')).toBe('eyJhbGciOiJ…');
    expect(printable('true')).toBe('true');
  });
});
