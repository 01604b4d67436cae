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
    if ((await this.fs.readText(path)) === undefined) await this.fs.writeText(path, '*\n');
  }

  /** Removes temporary files that a killed process left in folders of ours. Call under the lock. */
  async sweep(folders: Iterable<string>): Promise<void> {
    for (const folder of new Set([this.paths.state, this.paths.run, ...folders])) {
      for (const name of await this.fs.list(folder)) {
        if (/\.json\.[0-9a-f]{12}\.tmp$/.test(name)) await this.fs.remove(joinPath(folder, name));
      }
    }
  }
}
