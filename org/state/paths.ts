import { joinPath } from '../files';
import { stableFileName } from './names';

/**
 * Where the engine keeps what it knows, under the project. `state` is fit to be committed; `run` is this machine's own (lock,
 * journal, last deploy, fetched facts) and carries a .gitignore.
 */
export class StatePaths {
  readonly state: string;
  readonly run: string;
  readonly runRoot: string;

  constructor(root: string, environment: string) {
    const name = stableFileName(environment);
    this.state = joinPath(root, '.recpolicy/state', name);
    this.runRoot = joinPath(root, '.recpolicy/run');
    this.run = joinPath(this.runRoot, name);
  }

  policy(id: string): string {
    return joinPath(this.state, `${stableFileName(id)}.json`);
  }

  get settings(): string {
    return joinPath(this.state, 'recording-settings.json');
  }

  get org(): string {
    return joinPath(this.state, 'org.json');
  }

  runFile(name: string): string {
    return joinPath(this.run, name);
  }
}
