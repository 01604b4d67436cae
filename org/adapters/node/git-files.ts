import { spawn } from 'node:child_process';

/** A file as a commit has it. */
export interface GitFile {
  /** Relative to the folder that was asked for, with forward slashes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Why Git gave no answer, a clause. */
export class GitError extends Error {}

const MAX_LIST_BYTES = 64 * 1_048_576;
const MAX_FILE_BYTES = 4 * 1_048_576;
const MAX_FILES = 50_000;
const TIMEOUT_MS = 60_000;

/**
 * The plain files below a folder of a Git work tree at a reference, as far as `wanted` says. Objects are read
 * as they are stored: nothing that a repository configures (hooks, filters, watchers, fetches) is run.
 * @throws GitError
 */
export async function gitFilesAt(
  folder: string,
  reference: string,
  wanted: (path: string) => boolean,
): Promise<GitFile[]> {
  const commit = await commitOf(folder, reference);
  const list = await git(folder, ['ls-tree', '-r', '-z', commit], '', MAX_LIST_BYTES);
  const entries = list
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode, object, path] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
      const plain = mode === '100644' || mode === '100755';
      return plain && object !== undefined && path !== undefined && wanted(path) ? [{ object, path }] : [];
    });
  if (entries.length > MAX_FILES)
    throw new GitError(
      `"${reference}" has ${entries.length} files of a project, and at most ${MAX_FILES} are read`,
    );
  if (entries.length === 0) return [];
  const names = `${entries.map((e) => e.object).join('\n')}\n`;
  const out = await git(folder, ['cat-file', '--batch'], names, entries.length * MAX_FILE_BYTES);
  return blobsIn(out, entries);
}

/** A reference may look like an option or like a path: only what names a commit goes on. */
async function commitOf(folder: string, reference: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`];
  const found = (
    await git(folder, args, '', 4096).catch((error: unknown) => {
      if (error instanceof GitError && error.message === NO_ANSWER)
        throw new GitError(`Git knows no commit "${reference}" here`);
      throw error;
    })
  )
    .toString('utf8')
    .trim();
  if (!/^[0-9a-f]{40,64}$/.test(found)) throw new GitError(`Git knows no commit "${reference}" here`);
  return found;
}

/** Takes the answer of `cat-file --batch` apart: a header line, the bytes, a line end, for each object. */
function blobsIn(out: Buffer, entries: readonly { readonly path: string }[]): GitFile[] {
  const files: GitFile[] = [];
  let at = 0;
  for (const { path } of entries) {
    const end = out.indexOf(10, at);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1]);
    if (end < 0 || !Number.isInteger(size)) throw new GitError(`Git does not have ${path} here`);
    files.push({ path, bytes: out.subarray(end + 1, end + 1 + size) });
    at = end + 1 + size + 1;
  }
  return files;
}

const NO_ANSWER = 'Git ended with an error';

const SAFE = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['protocol.allow', 'never'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`]);

function git(folder: string, args: readonly string[], input: string, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', folder, '--no-pager', ...SAFE, ...args], {
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      windowsHide: true,
    });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxBytes) {
        child.kill();
        reject(new GitError('Git answered with more than a project can hold'));
      } else parts.push(part);
    });
    child.on('error', () => reject(new GitError('Git cannot be run')));
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(parts)) : reject(new GitError(NO_ANSWER)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
