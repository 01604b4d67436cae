import { jsonText } from '../format/json-text';
import { requireEnvironment, requireReadableConfigurations } from '../project/environments';
import { UsageError } from '../project/errors';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { explanationOf } from './answer';
import { explanationJson } from './json';
import { explanationText } from './pretty';
import { allTargets, readTargets, type TargetContext } from './targets';

export interface ExplainOptions {
  readonly env: string;
  readonly format: 'pretty' | 'json';
  /** Every target of the environment, each by itself. */
  readonly all?: boolean;
}

/**
 * `recpolicy explain`: what happens to the recordings of an agent who has all of the targets, and why. Exit
 * code 0; 2 for a name that nobody knows.
 */
export async function explain(
  targets: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  const all = options.all === true;
  if (all === targets.length > 0)
    throw new UsageError('Name the targets of an agent, or give --all for every target of the environment.');
  const services = makeServices(terminal);
  const loaded = loadFiles([], terminal.cwd, services, { environment: options.env });
  const { index, project } = requireEnvironment(loaded, options.env);
  requireReadableConfigurations(loaded);
  const facts = services.org.facts(options.env, project.folder);
  services.dispose();
  const context: TargetContext = { index, project, facts };
  const asked = all ? allTargets(context) : readTargets(targets, context);
  const explanation = explanationOf(asked, context, loaded, all);
  const relative = relativeTo(terminal.cwd);
  terminal.out(
    options.format === 'json'
      ? jsonText(explanationJson(explanation, relative))
      : explanationText(explanation, relative, terminal),
  );
  return 0;
}
