import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { UsageError } from '../project/errors';
import type { Terminal } from './terminal';

/**
 * Writes a result to the file of `--output`, whole or not at all, or to standard output where there is none.
 */
export async function writeOutput(
  text: string,
  output: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (output === undefined || output === '-') {
    if (text !== '') terminal.out(text);
    return;
  }
  try {
    await writeFileAtomic(resolve(terminal.cwd, output), text);
  } catch (error) {
    throw new UsageError(
      `The output cannot be written to ${output} (${codeOf(error)}), so there is none. Check that the folder is there, its permissions and the space on the disk.`,
    );
  }
}

export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code ?? (error instanceof Error ? error.message : String(error));
}
