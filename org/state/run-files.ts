import type { FileSystem } from '../files';
import { joinPath } from '../files';
import type { StatePaths } from './paths';
import { parse, textOf } from './store';

/** Small JSON files of this machine's own: lock, journal, last deploy, fetched facts. Never committed. */
export class RunFiles {
  constructor(
    readonly fs: FileSystem,
    readonly paths: StatePaths,
  ) {}

  async read(name: string): Promise<unknown> {
    return parse(await this.fs.readText(this.paths.runFile(name)));
  }

  async write(name: string, value: unknown): Promise<void> {
    await this.ignored();
    await this.fs.writeText(this.paths.runFile(name), textOf(value));
  }

  async remove(name: string): Promise<void> {
    await this.fs.remove(this.paths.runFile(name));
  }

  async names(): Promise<string[]> {
    return this.fs.list(this.paths.run);
  }

  /** Keeps the folder out of version control, whatever the project's own ignore file says. */
  async ignored(): Promise<void> {
    const path = joinPath(this.paths.runRoot, '.gitignore');
    if ((await this.fs.readText(path)) === undefined) await this.fs.createExclusive(path, '*\n');
  }

  /** Removes temporary files that a killed process left in our folders and beside these files. Call under the lock. */
  async sweep(files: Iterable<string>): Promise<void> {
    for (const folder of [this.paths.state, this.paths.stateRoot, this.paths.run, this.paths.runRoot]) {
      for (const name of await this.fs.list(folder))
        if (TEMPORARY.test(name)) await this.fs.remove(joinPath(folder, name));
    }
    await sweepBeside(this.fs, files);
  }
}

const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/;

/** Removes what is left of interrupted writes of these files (absolute paths). */
export async function sweepBeside(fs: FileSystem, files: Iterable<string>): Promise<void> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const slash = file.lastIndexOf('/');
    const folder = file.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), file.slice(slash + 1)]);
  }
  for (const [folder, names] of folders) {
    const known = new Set(names);
    for (const name of await fs.list(folder)) {
      const stem = name.replace(TEMPORARY, '');
      if (stem !== name && (known.has(stem) || stem.endsWith('.recpolicy.json')))
        await fs.remove(joinPath(folder, name));
    }
  }
}
