import { expect, it } from 'vitest';
import { WIDTH, wideComments } from './comment-width.mjs';

const words = (length) => 'word '.repeat(length / 5).trim();

it('a comment may be as wide as the code', () => {
  const line = `// ${words(WIDTH)}`;
  expect(wideComments(line.slice(0, WIDTH))).toEqual([]);
  expect(wideComments(`const a = 1;\n${line}\n/** ${words(WIDTH)} */`)).toEqual([2, 3]);
});

it('code, directives and long addresses are not comments to wrap', () => {
  expect(
    wideComments(
      `const a = '${words(WIDTH)}';\n// biome-ignore x: ${words(WIDTH)}\n// https://${'a'.repeat(WIDTH)}`,
    ),
  ).toEqual([]);
});
