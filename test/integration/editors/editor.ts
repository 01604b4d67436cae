/** Real editors, as they are installed here, with the set-up that the documentation gives to their users. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { policy } from '../../../server/testing/policies';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The first line that a program says to its arguments; undefined where it is not there or fails. */
export function firstLine(program: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}`.split('\n')[0] : undefined;
}

/** The one block of code in a language out of the page that tells how editors are set up. */
export function documented(language: 'lua' | 'elisp'): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const blocks = page.split(`\`\`\`${language}\n`).slice(1);
  if (blocks.length !== 1) throw new Error(`docs/editors.md has ${blocks.length} blocks of ${language}.`);
  return blocks[0]!.split('\n```')[0]!;
}

/** As it is shipped: the command line takes the server from a bundle of its own. */
const besideServer: Plugin = {
  name: 'beside-server',
  setup({ onResolve }) {
    onResolve({ filter: /\/server\/main$/ }, () => ({ path: './server.js', external: true }));
  },
};

/** A project with one fault, and `recpolicy` on the path as a user would have it. */
export class Rig {
  private constructor(
    readonly folder: string,
    private readonly bin: string,
  ) {}

  static async make(): Promise<Rig> {
    const place = mkdtempSync(join(tmpdir(), 'recpolicy-editor-'));
    const folder = join(place, 'project');
    const bin = join(place, 'bin');
    for (const path of [folder, bin]) mkdirSync(path);
    const shared: BuildOptions = {
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['node', 'browser'],
      mainFields: ['module', 'main'],
      logLevel: 'error',
    };
    await build({ ...shared, entryPoints: [join(root, 'server/main.ts')], outfile: join(bin, 'server.js') });
    await build({
      ...shared,
      entryPoints: [join(root, 'cli/main.ts')],
      outfile: join(bin, 'cli.js'),
      plugins: [besideServer],
    });
    writeFileSync(join(bin, 'recpolicy'), `#!/bin/sh\nexec '${process.execPath}' '${bin}/cli.js' "$@"\n`, {
      mode: 0o755,
    });
    const rig = new Rig(folder, bin);
    const environment = (id: string) => ({ orgDomain: 'acme', variables: { payments: id } });
    rig.write('recpolicy.config.json', JSON.stringify({ environments: { dev: environment('1') } }, null, 2));
    rig.write(
      'a.recpolicy.json',
      policy({ retentionDays: 400, targets: [{ type: 'GROUP', id: '{{payments}}' }] }),
    );
    rig.write(
      'b.recpolicy.json',
      policy({ name: 'Claims_Calls_Recording', retentionDays: 0, priority: 101 }),
    );
    return rig;
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), `${text}\n`);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /**
   * Runs an editor in the project and hands back what its script left in `result.json`.
   * @param script text of the script, put beside the project under `name`
   */
  async run(
    program: string,
    args: readonly string[],
    name: string,
    script: string,
  ): Promise<Record<string, unknown>> {
    const result = join(this.bin, 'result.json');
    writeFileSync(join(this.bin, name), script);
    const child = spawn(program, [...args, join(this.bin, name)], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${this.bin}:${process.env['PATH']}`,
        HOME: this.bin,
        XDG_STATE_HOME: this.bin,
        RESULT: result,
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const code = await new Promise((resolve) => child.on('close', resolve));
    try {
      return JSON.parse(readFileSync(result, 'utf8'));
    } catch {
      throw new Error(`${program} ended with ${code} and left no result:\n${said}`);
    }
  }

  remove(): void {
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }
}
