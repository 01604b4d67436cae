import { describe, expect, it } from 'vitest';
import { coloursFor } from './colour';

describe('colours', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{}, {}, false],
    [{}, { FORCE_COLOR: '1' }, true],
    [{}, { FORCE_COLOR: '0' }, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('on %j with %j: %s', (stream, env, on) => {
    expect(coloursFor(stream, env).red('x')).toBe(on ? '\u001b[31mx\u001b[39m' : 'x');
  });
});
