import type { EnvironmentConfig, ProjectFiles } from '../model/project';
import { OrgError } from '../transport/errors/org-error';
import { ProjectWriter } from '../writing/project-writer';
import type { FileSystem } from './file-system';
import { Journal } from './journal';
import { LastDeployFile } from './last-deploy';
import { StatePaths } from './paths';
import { RunFiles } from './run-files';
import { runFolder } from './run-folder';
import { StateStore } from './store';
import type { UserState } from './user-state';

/** Everything that is kept on disk for one environment of a project. */
export interface Workplace {
  readonly fs: FileSystem;
  readonly root: string;
  readonly writer: ProjectWriter;
  readonly store: StateStore;
  readonly run: RunFiles;
  readonly journal: Journal;
  readonly lastDeploy: LastDeployFile;
}

export interface WorkplaceOptions {
  /** For the project's files. */
  readonly fs: FileSystem;
  readonly state: UserState;
  readonly project: Pick<ProjectFiles, 'root'>;
  readonly environment: EnvironmentConfig;
  /** Told in a sentence of what was found and could not be used. */
  readonly notice?: (message: string) => void;
}

/** @throws `file` where nothing that the user's folder holds may be used */
export async function workplaceOf(o: WorkplaceOptions): Promise<Workplace> {
  const root = o.project.root.replace(/(?<=.)\/+$/, '');
  const problem = o.state.problem(root);
  if (problem !== undefined) throw unusable(o.state.folder, problem);
  const writer = new ProjectWriter(o.fs, root);
  const realRoot = (await o.fs.realPath(root)) ?? root;
  const run = new RunFiles(o.state, runFolder(o.state.folder, realRoot, o.environment), o.notice);
  return {
    fs: o.fs,
    root,
    writer,
    store: new StateStore(o.fs, writer, new StatePaths(o.environment.name)),
    run,
    journal: new Journal(run),
    lastDeploy: new LastDeployFile(run),
  };
}

function unusable(folder: string, problem: string): OrgError {
  return new OrgError({
    kind: 'file',
    org: 'recpolicy',
    what: `the folder for locks and journals ${problem}: ${folder}`,
    written: 'Nothing was sent.',
    advice: 'Set XDG_STATE_HOME to a folder of your own outside the repository, with access for you alone.',
  });
}
