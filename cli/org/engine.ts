import { LocalProject } from '../../org/adapters/local/local-project';
import { NodeFileSystem } from '../../org/adapters/node/node-file-system';
import { nodeProcessInfo } from '../../org/adapters/node/process-info';
import { nodeUserState } from '../../org/adapters/node/user-state';
import { OrgEngine } from '../../org/engine';
import { credentialsFromVariables, protectedByVariable } from '../../org/transport/auth/variables';
import { projectFolderOf } from '../project/files';
import { makeServices } from '../project/services';
import { DiskSource } from './project-files';
import type { OrgTerminal } from './terminal';

export interface OpenProject {
  readonly engine: OrgEngine;
  readonly project: LocalProject;
  dispose(): void;
}

/** The engine on the project of the working directory, with the credentials of the environment variables. */
export async function openProject(terminal: OrgTerminal): Promise<OpenProject> {
  const services = makeServices(terminal);
  const project = await LocalProject.open(new DiskSource(projectFolderOf(terminal.cwd, terminal.cwd)), {
    masks: services.masks,
  });
  const engine = new OrgEngine({
    project,
    fs: new NodeFileSystem(),
    state: nodeUserState(terminal.env),
    credentials: credentialsFromVariables(terminal.env),
    processInfo: nodeProcessInfo(),
    allowedHosts: terminal.env['RECPOLICY_ALLOWED_HOSTS'],
    protectedEnvironments: protectedByVariable(terminal.env),
  });
  return { engine, project, dispose: () => services.dispose() };
}
