import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPolicyPath } from '../../../core/document/kinds';
import type { EnvironmentConfig, FileFinding, LocalFile, ProjectFiles } from '../../../org/model/project';
import { APIS, DEFAULT_API } from '../../../schemas/apis';

/** A project in a folder of its own, read anew each time, as a command line reads it. */
export class FolderProject implements ProjectFiles {
  pullFolder = 'policies';
  unsaved = new Set<string>();
  /** What the rules say of texts; tests set it. */
  rules: (path: string, text: string) => FileFinding[] = () => [];

  constructor(
    readonly root: string,
    public environments: EnvironmentConfig[],
  ) {}

  async environment(name: string): Promise<EnvironmentConfig | undefined> {
    return this.environments.find((e) => e.name === name);
  }

  async files(): Promise<LocalFile[]> {
    const names = await readdir(this.root, { recursive: true });
    const files: LocalFile[] = [];
    for (const path of names.map((n) => n.replaceAll('\\', '/')).sort()) {
      if (path.startsWith('.recpolicy')) continue;
      const takes = this.environments.some((e) => path.endsWith(APIS[e.api ?? DEFAULT_API].policySuffix));
      const kind = isPolicyPath(path)
        ? takes
          ? 'policy'
          : 'foreign-policy'
        : path.endsWith('recording-settings.json')
          ? 'recording-settings'
          : undefined;
      if (kind === undefined) continue;
      const text = await readFile(join(this.root, path), 'utf8');
      files.push({ path, kind, text, ...(this.unsaved.has(path) ? { unsaved: true } : {}) });
    }
    return files;
  }

  async findings(
    _environment: string,
    paths: readonly string[],
    options?: { overlay?: ReadonlyMap<string, string> },
  ): Promise<FileFinding[]> {
    const files = await this.files();
    return paths.flatMap((p) =>
      this.rules(p, options?.overlay?.get(p) ?? files.find((f) => f.path === p)?.text ?? ''),
    );
  }

  async write(path: string, content: unknown): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }
}
