import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OrphanRecording } from '../../../org/backends/backend';
import { digest } from '../../../org/model/digest';
import { extensionOf } from './naming';

/**
 * Where recordings lie while they are played: a folder for each window, named by its process, open to the
 * user alone. A recording that the org deletes, or that its retention ends, must not live on here.
 */
export class RecordingsFolder {
  readonly path: string;

  /** @param root absolute path; made where it is missing */
  constructor(
    private readonly root: string,
    pid: number,
  ) {
    this.path = join(root, String(pid));
  }

  /** Makes the window's folder, and removes those of windows that have ended. */
  open(isRunning: (pid: number) => boolean): void {
    mkdirSync(this.root, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.root))
      if (!/^\d+$/.test(name) || join(this.root, name) === this.path || !isRunning(Number(name)))
        rmSync(join(this.root, name), { recursive: true, force: true });
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  /**
   * The file of a recording, which is not there. Its name is made of the org and the id alone: an id of one
   * org says nothing of another's recording, and every file system takes it.
   */
  fileFor(org: string, orphan: OrphanRecording): string {
    this.forget(org, orphan.id);
    return join(this.path, `${prefixOf(org)}${nameOf(orphan.id)}${extensionOf(orphan)}`);
  }

  /** Removes an org's recordings, or the one of this id with all its parts. */
  forget(org: string, id?: string): void {
    const prefix = `${prefixOf(org)}${id === undefined ? '' : `${nameOf(id)}.`}`;
    for (const name of this.names())
      if (name.startsWith(prefix)) rmSync(join(this.path, name), { force: true });
  }

  /** Removes a file that was played, where it is one of these. */
  remove(file: string): void {
    for (const name of this.names()) if (join(this.path, name) === file) rmSync(file, { force: true });
  }

  /** Removes everything that this window played. */
  close(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private names(): string[] {
    try {
      return readdirSync(this.path);
    } catch {
      return [];
    }
  }
}

const prefixOf = (org: string): string => `${digest(org).slice(0, 16)}-`;
const nameOf = (id: string): string => id.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 80);
