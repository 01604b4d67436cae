import { jsonText } from '../format/json-text';
import { requireReadableConfigurations } from '../project/environments';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';

/**
 * `recpolicy environments`: the environments of the project, for a pipeline that runs once for each. A
 * configuration that cannot be read stops it.
 */
export async function environments(
  { format }: { readonly format: 'pretty' | 'json' },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles([], terminal.cwd, services);
  requireReadableConfigurations(loaded);
  const relative = relativeTo(terminal.cwd);
  const list = [...loaded.workspace.allProjects()].flatMap(({ config, configUri }) =>
    config.named && configUri !== undefined
      ? config.environments.map(({ name, api, isProtected }) => ({
          name,
          api,
          protected: isProtected,
          configuration: relative(configUri),
        }))
      : [],
  );
  services.dispose();
  if (format === 'json') {
    terminal.out(jsonText({ version: 1, environments: list }));
    return 0;
  }
  if (list.length === 0)
    terminal.err(
      'No configuration names an environment. Add one under "environments" in recpolicy.config.json.\n',
    );
  for (const { name, api, protected: isProtected, configuration } of list)
    terminal.out(
      `${sanitiseForTerminal(name)}  ${api}${isProtected ? ', protected' : ''}  ${sanitiseForTerminal(configuration)}\n`,
    );
  return 0;
}
