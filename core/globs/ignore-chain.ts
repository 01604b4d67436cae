import { GitIgnore } from './git-ignore';
import { MAX_LIST_SIZE } from './globs';

/** Patterns of all `.gitignore` files that hold in a folder together; see `MAX_LIST_SIZE`. */
const MAX_CHAIN_SIZE = 2 * MAX_LIST_SIZE;

/**
 * What Git ignores below a folder: the files of the folder and of those above it, where the nearest has the
 * last word.
 */
export class IgnoreChain {
  static readonly empty = new IgnoreChain(undefined, '', undefined, 0);

  private constructor(
    private readonly above: IgnoreChain | undefined,
    private readonly folder: string,
    private readonly file: GitIgnore | undefined,
    private readonly size: number,
  ) {}

  get isEmpty(): boolean {
    return this.file === undefined && this.above === undefined;
  }

  /** The first line of the nearest file that is not used, from 1. */
  get unusedLine(): number | undefined {
    return this.file?.unusedLine;
  }

  /**
   * With one more file.
   * @param folder the folder it stands in, without a slash at its end, empty for the top of relative paths
   */
  with(folder: string, text: string): IgnoreChain {
    const file = new GitIgnore(text, Math.min(MAX_LIST_SIZE, MAX_CHAIN_SIZE - this.size));
    return new IgnoreChain(this.isEmpty ? undefined : this, folder, file, this.size + file.size);
  }

  /**
   * Whether a file or folder is ignored by its own name or path. Whoever asks has asked of the folders above
   * it before: nothing in an ignored folder can be kept in.
   * @param path begins with the folders given to `with`
   */
  ignores(path: string, isFolder: boolean): boolean {
    for (let chain: IgnoreChain | undefined = this; chain?.file !== undefined; chain = chain.above) {
      const top = chain.folder === '' ? '' : `${chain.folder}/`;
      if (!path.startsWith(top)) continue;
      const verdict = chain.file.ignores(path.slice(top.length), isFolder);
      if (verdict !== undefined) return verdict;
    }
    return false;
  }
}
