import type { Cascade, CascadeEntry } from '../../core/cascade/cascade';
import { cascadeFor } from '../../core/cascade/effective';
import { resolveVariables } from '../../core/document/variables';
import type { OrgFacts } from '../../core/index/org-facts';
import { ageOf } from '../format/age';
import { jsonText } from '../format/json-text';
import { requireEnvironment } from '../project/environments';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { type ExplainedTarget, readTargets } from './targets';

interface Explained {
  readonly target: ExplainedTarget & { readonly resolved: string };
  readonly cascade: Cascade;
}

/**
 * `recpolicy explain`: what happens to the recordings of a group, user, location or skill, and why. Exit code
 * 0.
 */
export async function explain(
  target: string,
  options: { readonly env: string; readonly format: 'pretty' | 'json' },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles([], terminal.cwd, services, { environment: options.env });
  const { index, project } = requireEnvironment(loaded, options.env);
  const facts = services.org.facts(options.env, project.folder);
  const explained = readTargets(target, index).map((t): Explained => {
    const resolved = resolveVariables(t.id, index.environment.variables) ?? t.id;
    return { target: { ...t, resolved }, cascade: cascadeFor(index, t, { facts }) };
  });
  services.dispose();
  const relative = relativeTo(terminal.cwd);
  terminal.out(
    options.format === 'json'
      ? jsonText(jsonOf(explained, options.env, relative, asOf(facts)))
      : explained.map((e) => pretty(e, options.env, relative, terminal)).join('\n') +
          basis(facts, options.env, terminal),
  );
  return 0;
}

function jsonOf(
  explained: readonly Explained[],
  environment: string,
  relative: (path: string) => string,
  orgDataAsOf: string | undefined,
): object {
  const step = (e: CascadeEntry) => ({
    policy: e.policy.label,
    file: e.policy.facts === undefined ? null : relative(e.policy.facts.uri),
    id: e.policy.remote?.id ?? null,
    priority: e.policy.priority,
    retentionDays: e.policy.retentionDays ?? null,
    retentionInForce: e.retentionInForce ?? null,
    outcome: e.outcome,
    reason: e.reason,
  });
  return {
    version: 1,
    environment,
    orgDataAsOf: orgDataAsOf ?? null,
    targets: explained.map(({ target, cascade }) => ({
      type: target.type,
      id: target.resolved,
      winner: cascade.winner?.policy.label ?? null,
      retentionDays: cascade.retentionDays ?? null,
      ambiguous: cascade.ties.length > 0,
      cascade: cascade.entries.map(step),
    })),
  };
}

/** When the org was last read, ISO 8601; undefined where nothing is known of it. */
function asOf(facts: OrgFacts | undefined): string | undefined {
  return (facts?.remoteOnly ?? facts?.groups ?? facts?.minimumRetentionDays)?.asOf;
}

/** On what of the org an answer rests, and how old that is. */
function basis(facts: OrgFacts | undefined, environment: string, terminal: Terminal): string {
  const at = asOf(facts);
  const text =
    at === undefined
      ? `From the files alone: nothing is known of the org (recpolicy facts -e ${environment} fetches it).`
      : `With what is known of the org as of ${at} (${ageOf(at, Date.now())} old).`;
  return `\n${coloursFor(terminal.stdout, terminal.env).dim(sanitiseForTerminal(text))}\n`;
}

function pretty(
  { target, cascade }: Explained,
  environment: string,
  relative: (path: string) => string,
  terminal: Terminal,
): string {
  const colours = coloursFor(terminal.stdout, terminal.env);
  const who = `${target.type} ${target.id}${target.id === target.resolved ? '' : ` (${target.resolved})`}`;
  let out = `${colours.bold(sanitiseForTerminal(`${who} in ${environment}`))}\n`;
  if (cascade.entries.length === 0)
    return `${out}  No enabled policy names it: nothing is recorded because of it.\n`;
  if (cascade.ties.length > 0)
    out += colours.red(
      `  ${cascade.ties.length} policies tie for the win: which one applies is left to chance.\n`,
    );
  else if (cascade.winner !== undefined) {
    const days = cascade.retentionDays === undefined ? 'an unknown time' : `${cascade.retentionDays} days`;
    out += colours.green(
      `  ${sanitiseForTerminal(cascade.winner.policy.label)} applies: recordings are kept ${days}.\n`,
    );
  }
  for (const [i, e] of cascade.entries.entries()) {
    const place = e.policy.facts === undefined ? 'only in the org' : relative(e.policy.facts.uri);
    out += `  ${i + 1}. ${sanitiseForTerminal(e.policy.label)}  ${colours.dim(`priority ${e.policy.priority}, ${sanitiseForTerminal(place)}`)}\n     ${sanitiseForTerminal(e.reason)}\n`;
  }
  return out;
}
