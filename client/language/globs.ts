/**
 * Stands in the bundle for the library `minimatch`, which is as large as a tenth of the extension. The language client matches the paths of files
 * that VS Code creates, renames and deletes with it, against the globs our server asks for: `**`, and `**` + `/` + a name in which `*` stands
 * for any characters. Names that begin with a dot match too.
 */
export class Minimatch {
  private readonly regex: RegExp | false;

  constructor(glob: string) {
    this.regex = glob === '**' ? /^/ : ofName(glob);
  }

  /** False for a glob of any other form: the language client says so and goes without it. */
  makeRe(): RegExp | false {
    return this.regex;
  }

  /** @param path a whole path with slashes; of a folder, with or without one at its end */
  match(path: string): boolean {
    return this.regex !== false && this.regex.test(path);
  }
}

function ofName(glob: string): RegExp | false {
  const name = /^\*\*\/(\*?(?:[\w.-]\*?)+)$/.exec(glob)?.[1];
  if (name === undefined) return false;
  return new RegExp(`(?:^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/?$`);
}
