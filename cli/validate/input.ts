import { kindOfPath } from '../../core/document/kinds';
import { withoutMark } from '../../core/text/byte-order-mark';
import { UsageError } from '../project/errors';
import { typedPath } from '../project/files';
import type { InputDocument } from '../project/load';
import type { Terminal } from '../terminal/terminal';

/**
 * The document on standard input, where the only path is `-`. It stands in for the file of
 * `--stdin-filename`, which need not be there: its name tells the kind of document, its folder the project.
 */
export function inputDocument(
  paths: readonly string[],
  filename: string | undefined,
  terminal: Terminal,
): InputDocument | undefined {
  if (!paths.includes('-')) {
    if (filename === undefined) return undefined;
    throw new UsageError(
      'The option --stdin-filename goes with the path -, which reads one document from standard input.',
    );
  }
  if (paths.length > 1)
    throw new UsageError('The path - stands alone: standard input holds one document. Leave the others out.');
  if (filename === undefined)
    throw new UsageError(
      'The path - needs --stdin-filename, as the name of a file tells what kind of document it is.',
    );
  const path = typedPath(filename, terminal.cwd);
  if (kindOfPath(path) === undefined)
    throw new UsageError(
      `${filename} is not the name of a recording document. Documents end in .recpolicy.json, .mediapolicy.json, .recording-settings.json, .psr.json or .recpolicy-test.json.`,
    );
  let text: string;
  try {
    text = terminal.readInput();
  } catch (error) {
    throw new UsageError(
      `Standard input cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  return { path, text: withoutMark(text) };
}
