import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { BYTE_ORDER_MARK } from '../../core/text/byte-order-mark';
import { NodeFileSystem } from '../../org/adapters/node/node-file-system';
import { digest } from '../../org/model/digest';
import { type NotReplaced, ProjectWriter } from '../../org/writing/project-writer';
import { projectFolderOf } from './files';

const NOT_REPLACED: Readonly<Record<NotReplaced, string>> = {
  changed: 'it was changed by another program meanwhile. Run the command again.',
  link: 'it is a link, which is not written through. Name the file it leads to.',
  outside: 'it leads out of its project, or into a folder of other programs. Name the file itself.',
};

/**
 * Writes a document of a project whole or not at all, and only where it is still as it was read; a byte order
 * mark stays. Answers why it was not written, as a sentence that follows a colon; undefined where it was.
 */
export async function replaceDocument(
  path: string,
  before: string,
  after: string,
  cwd: string,
): Promise<string | undefined> {
  try {
    const bytes = readFileSync(path);
    // Written back, the characters that could not be decoded would be lost for good.
    if (!isUtf8(bytes)) return 'it is not UTF-8. Save it as UTF-8 first.';
    const now = bytes.toString('utf8');
    const mark = now.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    if (now.slice(mark.length) !== before) return NOT_REPLACED.changed;
    const root = projectOf(path, cwd);
    const writer = new ProjectWriter(new NodeFileSystem(), root);
    const why = await writer.replace(path.slice(root.length).replace(/^\//, ''), digest(now), mark + after);
    return why === undefined ? undefined : NOT_REPLACED[why];
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}. Check its permissions and the space on the disk.`;
  }
}

/** The folder of a file's project: a file that somebody names outside of any project stands for itself. */
function projectOf(path: string, cwd: string): string {
  const root = projectFolderOf(path, cwd);
  return path.startsWith(root.endsWith('/') ? root : `${root}/`)
    ? root
    : path.slice(0, path.lastIndexOf('/'));
}
