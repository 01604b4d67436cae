import { type Cascade, type CascadeEntry, cascadeOn } from '../../core/cascade/cascade';
import { type IdlePolicy, idlePoliciesOn } from '../../core/cascade/report/disabled';
import { type Streams, streamsOf } from '../../core/cascade/report/streams';
import { resolveVariables } from '../../core/document/variables';
import type { Project } from '../../core/index/project';
import type { LoadedFiles } from '../project/load';
import type { Target, TargetContext } from './targets';

/** A target with what its id resolves to. */
export interface AskedTarget extends Target {
  readonly resolved: string;
}

/** What happens to the recordings of an agent who has all of the targets. */
export interface Answer {
  readonly targets: readonly AskedTarget[];
  readonly cascade: Cascade;
  /** Policies that name a target and take no part: disabled or retired. */
  readonly idle: readonly IdlePolicy[];
}

/** Everything `explain` says of an environment. */
export interface Explanation {
  readonly environment: string;
  /** The agent of all targets asked for; undefined for `--all`. */
  readonly agent: Answer | undefined;
  /** Each target by itself. */
  readonly targets: readonly Answer[];
  readonly streams: Streams | undefined;
  readonly context: TargetContext;
}

/** @param all whether the targets were not asked for one by one, so that they make no agent together */
export function explanationOf(
  targets: readonly Target[],
  context: TargetContext,
  loaded: LoadedFiles,
  all: boolean,
): Explanation {
  const { index, project, facts } = context;
  const asked = targets.map((target): AskedTarget => {
    const resolved = resolveVariables(target.id, index.environment.variables) ?? target.id;
    return { ...target, resolved };
  });
  const each = asked.map((target) => answerOn([target], context));
  const together = asked.length === 1 ? each[0] : answerOn(asked, context);
  return {
    environment: index.environment.name,
    agent: all ? undefined : together,
    targets: each,
    streams: streamsOf(settingsIn(loaded, project, context), facts),
    context,
  };
}

function answerOn(targets: readonly AskedTarget[], { index, project, facts }: TargetContext): Answer {
  const keys = targets.flatMap(({ type, id }) => index.keyOf(type, id) ?? []);
  return {
    targets,
    cascade: cascadeOn(index, keys, { facts }),
    idle: idlePoliciesOn(project, index, new Set(keys), facts),
  };
}

function settingsIn(loaded: LoadedFiles, project: Project, { index }: TargetContext) {
  const wanted = new Set(project.settingsOf(index.environment));
  return loaded.paths.flatMap((path, n) => (wanted.has(path) ? [loaded.document(n)] : []));
}

/** Those of the cascade whose settings hold, or may: the winner, or all that tie. */
export function holding({ winner, ties }: Cascade): readonly CascadeEntry[] {
  return winner === undefined ? ties : [winner];
}
