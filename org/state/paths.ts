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
  readonly stateRoot: string;
  /** Which org the environment's states speak of; beside their folder, in which every file is a policy's (or the settings'). */
  readonly org: string;

  constructor(root: string, environment: string) {
    const name = stableFileName(environment);
    this.stateRoot = joinPath(root, '.recpolicy/state');
    this.state = joinPath(this.stateRoot, name);
    this.org = joinPath(this.stateRoot, `${name}.org.json`);
    this.runRoot = joinPath(root, '.recpolicy/run');
    this.run = joinPath(this.runRoot, name);
  }

  policy(id: string): string {
    return joinPath(this.state, `${stableFileName(id)}.json`);
  }

  get settings(): string {
    return joinPath(this.state, 'recording-settings.json');
  }

  runFile(name: string): string {
    return joinPath(this.run, name);
  }
}
