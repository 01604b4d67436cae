import { stableFileName } from './names';

/** Where state files stand, relative to the project: fit to be committed, one small file per policy. */
export class StatePaths {
  /** Of all environments. */
  readonly root = '.recpolicy/state';
  readonly folder: string;
  /**
   * Which org the environment's states speak of; beside their folder, in which every file is a policy's (or
   * the settings').
   */
  readonly org: string;

  constructor(environment: string) {
    const name = stableFileName(environment);
    this.folder = `${this.root}/${name}`;
    this.org = `${this.root}/${name}.org.json`;
  }

  policy(id: string): string {
    return `${this.folder}/${policyFileName(id)}`;
  }

  get settings(): string {
    return `${this.folder}/${SETTINGS_FILE}`;
  }
}

export const SETTINGS_FILE = 'recording-settings.json';

export function policyFileName(id: string): string {
  return `${stableFileName(id)}.json`;
}
