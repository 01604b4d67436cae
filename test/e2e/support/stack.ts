import { findSourceMap } from 'node:module';

/**
 * An error's stack in terms of the tests as they are written. The extension host formats stacks by itself and
 * passes Node's source maps by, so they are applied here.
 */
export function readableStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).replace(
    /((?:\/|[A-Z]:\\)[^():\n]+\.js):(\d+):(\d+)/g,
    (whole, file, line, column) => {
      const origin = findSourceMap(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!origin || !('originalSource' in origin)) return whole;
      return `${origin.originalSource.replace(/^.*(?=test\/e2e\/)/, '')}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
    },
  );
}
