import { variablesIn } from '../document/variables';

const NO_FILES: ReadonlySet<string> = new Set();

/**
 * Which files use which `{{variables}}`, so that references need not read every file. Names are shared, texts
 * are not kept.
 */
export class VariableUses {
  private readonly byName = new Map<string, Set<string>>();
  private readonly byFile = new Map<string, readonly string[]>();

  /** Takes in the text of a file. Uses in comments count too: whoever reads the file sorts them out. */
  put(uri: string, text: string): void {
    if (!text.includes('{{') && !this.byFile.has(uri)) return;
    this.putNames(uri, [...new Set(variablesIn(text).map((use) => use.name))]);
  }

  putNames(uri: string, names: readonly string[]): void {
    this.remove(uri);
    if (names.length === 0) return;
    this.byFile.set(uri, names);
    for (const name of names) {
      const files = this.byName.get(name);
      if (files === undefined) this.byName.set(name, new Set([uri]));
      else files.add(uri);
    }
  }

  remove(uri: string): void {
    const names = this.byFile.get(uri);
    if (names === undefined) return;
    this.byFile.delete(uri);
    for (const name of names) {
      const files = this.byName.get(name)!;
      files.delete(uri);
      if (files.size === 0) this.byName.delete(name);
    }
  }

  /** The names a file uses. */
  namesIn(uri: string): readonly string[] {
    return this.byFile.get(uri) ?? [];
  }

  filesUsing(name: string): ReadonlySet<string> {
    return this.byName.get(name) ?? NO_FILES;
  }

  names(): string[] {
    return [...this.byName.keys()].sort();
  }
}
