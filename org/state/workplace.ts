import type { FileSystem } from '../files';
import type { ProjectFiles } from '../project';
import { Journal } from './journal';
import { LastDeployFile } from './last-deploy';
import { StatePaths } from './paths';
import { RunFiles } from './run-files';
import { StateStore } from './store';

/** Everything that is kept on disk for one environment of a project. */
export interface Workplace {
  readonly fs: FileSystem;
  readonly root: string;
  readonly store: StateStore;
  readonly run: RunFiles;
  readonly journal: Journal;
  readonly lastDeploy: LastDeployFile;
}

export function workplaceOf(
  fs: FileSystem,
  project: Pick<ProjectFiles, 'root'>,
  environment: string,
): Workplace {
  const paths = new StatePaths(project.root.replace(/\/+$/, ''), environment);
  const run = new RunFiles(fs, paths);
  return {
    fs,
    root: project.root.replace(/\/+$/, ''),
    store: new StateStore(fs, paths),
    run,
    journal: new Journal(run),
    lastDeploy: new LastDeployFile(run),
  };
}
