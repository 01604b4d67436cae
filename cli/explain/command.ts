import type { Cascade, CascadeEntry } from '../../core/cascade/cascade';
import { cascadeFor } from '../../core/cascade/effective';
import { resolveVariables } from '../../core/variables';
import { requireEnvironment } from '../project/environments';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import { coloursFor, plain } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { readTargets, type Target } from './targets';

interface Explained {
  readonly target: Target & { readonly resolved: string };
  readonly cascade: Cascade;
}

/** `recpolicy explain`: what happens to the recordings of a group, user, location or skill, and why. Exit code 0. */
export async function explain(
  target: string,
  options: { readonly env: string; readonly format: 'pretty' | 'json' },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices();
  const loaded = loadFiles([], terminal.cwd, services, options.env);
  const { index } = requireEnvironment(loaded, options.env);
  const facts = services.org.facts(options.env);
  const explained = readTargets(target, index).map((t): Explained => {
    const resolved = resolveVariables(t.id, index.environment.variables) ?? t.id;
    return { target: { ...t, resolved }, cascade: cascadeFor(index, t, { facts }) };
  });
  services.dispose();
  const relative = relativeTo(terminal.cwd);
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify(jsonOf(explained, options.env, relative), null, 2)}\n`
      : explained.map((e) => pretty(e, options.env, relative, terminal)).join('\n'),
  );
  return 0;
}

function jsonOf(
  explained: readonly Explained[],
  environment: string,
  relative: (path: string) => string,
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

function pretty(
  { target, cascade }: Explained,
  environment: string,
  relative: (path: string) => string,
  terminal: Terminal,
): string {
  const colours = coloursFor(terminal.stdout, terminal.env);
  const who = `${target.type} ${target.id}${target.id === target.resolved ? '' : ` (${target.resolved})`}`;
  let out = `${colours.bold(plain(`${who} in ${environment}`))}\n`;
  if (cascade.entries.length === 0)
    return `${out}  No enabled policy names it: nothing is recorded because of it.\n`;
  if (cascade.ties.length > 0)
    out += colours.red(
      `  ${cascade.ties.length} policies tie for the win: which one applies is left to chance.\n`,
    );
  else if (cascade.winner !== undefined) {
    const days = cascade.retentionDays === undefined ? 'an unknown time' : `${cascade.retentionDays} days`;
    out += colours.green(`  ${plain(cascade.winner.policy.label)} applies: recordings are kept ${days}.\n`);
  }
  for (const [i, e] of cascade.entries.entries()) {
    const place = e.policy.facts === undefined ? 'only in the org' : relative(e.policy.facts.uri);
    out += `  ${i + 1}. ${plain(e.policy.label)}  ${colours.dim(`priority ${e.policy.priority}, ${plain(place)}`)}\n     ${plain(e.reason)}\n`;
  }
  return out;
}
