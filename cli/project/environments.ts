import { existsSync, readFileSync } from 'node:fs';
import { CoreDocument } from '../../core/document/document';
import { CONFIG_FILE } from '../../core/document/kinds';
import type { EnvironmentIndex } from '../../core/index/environment-index';
import type { Project } from '../../core/index/project';
import { isHarmless } from '../../core/json/syntax-fault';
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
  requireReadableConfigurations(loaded);
  const known = [...new Set([...loaded.workspace.allProjects()].flatMap((p) => p.environmentNames()))];
  const list =
    known.length === 0 ? 'recpolicy.config.json names no environment' : `there are: ${known.join(', ')}`;
  throw new UsageError(`There is no environment "${name}" (${list}).`);
}

/**
 * Stops the command where the configuration of a project cannot be read: it may say which environments there
 * are, and what holds in each.
 */
export function requireReadableConfigurations(loaded: LoadedFiles): void {
  for (const { folder, configUri } of loaded.workspace.allProjects()) {
    const path = `${folder}/${CONFIG_FILE}`;
    if (configUri === undefined && existsSync(path))
      throw new UsageError(
        `${path} cannot be read, so it is not certain which environments there are, and nothing was looked at. Make it readable.`,
      );
  }
  for (const doc of configurations(loaded)) {
    const fault = doc.errors.find((f) => !isHarmless(f));
    if (fault === undefined) continue;
    const line = doc.range(fault.start, fault.end).start.line + 1;
    throw new UsageError(
      `${doc.uri} is not valid JSON (line ${line}), so it is not certain which environments there are, and nothing was looked at. Mend it: recpolicy validate without an environment says where.`,
    );
  }
}

function* configurations({ workspace }: LoadedFiles): Iterable<CoreDocument> {
  for (const { configUri } of workspace.allProjects())
    if (configUri !== undefined)
      yield new CoreDocument(configUri, CONFIG_FILE, 'config', readFileSync(configUri, 'utf8'));
}
