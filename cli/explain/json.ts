import type { CascadeEntry } from '../../core/cascade/cascade';
import type { IdlePolicy } from '../../core/cascade/report/disabled';
import { maskedKinds } from '../../core/cascade/report/masked-kinds';
import { modeText } from '../../core/cascade/report/settings-text';
import { settingsOf } from '../../core/cascade/settings';
import type { Dated } from '../../core/index/org-facts';
import type { Answer, Explanation } from './answer';

type Relative = (path: string) => string;

/** The answer as `--format json` prints it; what is not known is null. */
export function explanationJson(explanation: Explanation, relative: Relative): object {
  const { environment, agent, targets, streams, context } = explanation;
  const { facts, project } = context;
  const minimum = targets[0]?.cascade.minimum;
  const samples = project.config.maskSamples;
  const orgData = facts?.remoteOnly ?? facts?.groups ?? facts?.minimumRetentionDays;
  const answer = (a: Answer) => answerJson(a, relative, samples);
  return {
    version: 1,
    environment,
    orgDataAsOf: orgData?.asOf ?? null,
    policiesOnlyInOrg: dated(facts?.remoteOnly, (value) => ({ count: value.length })),
    minimumRetentionDays:
      minimum === undefined
        ? null
        : {
            days: minimum.days,
            source: minimum.asOf === undefined ? 'configuration' : 'org',
            asOf: minimum.asOf ?? null,
            complete: minimum.complete,
          },
    streams:
      streams === undefined
        ? null
        : { value: streams.value, file: streams.file ?? null, asOf: streams.asOf ?? null },
    ...(agent && { agent: { targets: agent.targets.map(targetJson), ...answer(agent) } }),
    targets: targets.map((a) => ({ ...targetJson(a.targets[0]!), ...answer(a) })),
  };
}

function targetJson({ type, resolved, name, known }: Answer['targets'][number]): object {
  return { type, id: resolved, name: name ?? null, known };
}

function answerJson(
  { cascade, idle }: Answer,
  relative: Relative,
  samples: Parameters<typeof maskedKinds>[1],
): object {
  const { winner } = cascade;
  const settings = winner && settingsOf(winner.policy);
  const tried = settings && maskedKinds(settings.patterns, samples);
  return {
    winner: winner?.policy.label ?? null,
    retentionDays: cascade.retentionDays ?? null,
    ambiguous: cascade.ties.length > 0,
    masks:
      tried === undefined
        ? null
        : {
            on: settings!.masking,
            kinds: tried.kinds.map(({ kind, state, readableForms }) => ({ kind, state, readableForms })),
            patternsNotTried: tried.patternsNotTried,
          },
    consent: settings?.consent ?? null,
    evaluationMode: settings?.evaluationMode ?? null,
    evaluation: settings?.evaluationMode === undefined ? null : modeText(settings.evaluationMode),
    cascade: cascade.entries.map((e) => stepJson(e, relative)),
    disabled: idle.map((policy) => idleJson(policy, relative)),
  };
}

function stepJson(e: CascadeEntry, relative: Relative): object {
  const settings = settingsOf(e.policy);
  return {
    policy: e.policy.label,
    file: e.policy.facts === undefined ? null : relative(e.policy.facts.uri),
    id: e.policy.remote?.id ?? null,
    priority: e.policy.priority,
    retentionDays: e.policy.retentionDays ?? null,
    retentionInForce: e.retentionInForce ?? null,
    outcome: e.outcome,
    reason: e.reason,
    masking: settings?.masking ?? null,
    consent: settings?.consent ?? null,
    evaluationMode: settings?.evaluationMode ?? null,
  };
}

function idleJson(policy: IdlePolicy, relative: Relative): object {
  return {
    policy: policy.label,
    state: policy.state,
    file: policy.facts === undefined ? null : relative(policy.facts.uri),
    id: policy.remote?.id ?? null,
    priority: policy.priority ?? null,
    retentionDays: policy.retentionDays ?? null,
  };
}

function dated<T>(fact: Dated<T> | undefined, show: (value: T) => object): object | null {
  return fact === undefined ? null : { ...show(fact.value), asOf: fact.asOf, complete: fact.complete };
}
