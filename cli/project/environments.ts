import type { EnvironmentIndex } from '../../core/project/environment-index';
import type { Project } from '../../core/project/project';
import { UsageError } from './errors';
import type { LoadedFiles } from './load';

/** Stops the command where no project of the files names the environment. */
export function requireEnvironment(
  loaded: LoadedFiles,
  name: string,
): { project: Project; index: EnvironmentIndex } {
  for (const project of loaded.workspace.allProjects()) {
    const index = project.environment(name);
    if (index !== undefined && project.environmentNames().includes(name)) return { project, index };
  }
  const known = [...new Set([...loaded.workspace.allProjects()].flatMap((p) => p.environmentNames()))];
  const list =
    known.length === 0 ? 'recpolicy.config.json names no environment' : `there are: ${known.join(', ')}`;
  throw new UsageError(`There is no environment "${name}" (${list}).`);
}
