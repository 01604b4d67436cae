import { readFile, rename, writeFile } from 'node:fs/promises';
import type { OrgState } from './model';
import { type DataFile, parseDataFile } from './parse';

/** Keeps the orgs in a file: one write at a time, whole or not at all. */
export class DataStore {
  private writing: Promise<void> | undefined;
  private next: OrgState[] | undefined;

  constructor(
    private readonly file: string,
    private readonly complain: (line: string) => void,
  ) {}

  /** undefined where there is no file yet. */
  async load(): Promise<OrgState[] | undefined> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return parseDataFile(text, this.file);
  }

  /** Asks for a write; changes that come while one is under way are written together after it. */
  save(states: OrgState[]): void {
    this.next = states;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
      if (this.next) this.save(this.next);
    });
  }

  async flush(states: OrgState[]): Promise<void> {
    this.save(states);
    while (this.writing) await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.next) {
      const content: DataFile = { version: 1, orgs: this.next };
      this.next = undefined;
      try {
        await writeFile(`${this.file}.new`, `${JSON.stringify(content, null, 1)}\n`);
        await rename(`${this.file}.new`, this.file);
      } catch (error) {
        this.complain(`The data file was not written: ${(error as Error).message}`);
      }
    }
  }
}
