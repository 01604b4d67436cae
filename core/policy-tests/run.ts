import type { MaskTester } from '../../masks/tester';
import { type Agent, type EffectivePolicy, effectivePolicy, targetsOf } from '../cascade/effective';
import { isRecord, strings } from '../config/read';
import type { CoreDocument } from '../document/document';
import type { EnvironmentIndex } from '../index/environment-index';
import type { OrgFactsSource } from '../index/org-facts';
import type { Project } from '../index/project';
import { type JsonNode, nodeAt } from '../json/nodes';
import { t } from '../l10n';
import { faultOf } from './faults';
import { evaluateTest, type TestExpectation } from './judge';
import type { PolicyTestMessage, PolicyTestResult, TestSubject } from './results';

/** What running tests needs beside document and project. */
export interface PolicyTestServices {
  readonly org: OrgFactsSource;
  readonly masks: MaskTester;
}

/**
 * Runs the tests of a document against the project's policies, each test in every environment or in the one
 * the document names; none where that one is not looked at. Pure: a test that cannot be run is a result,
 * never an exception.
 */
export function runPolicyTests(
  doc: CoreDocument,
  project: Project,
  services: PolicyTestServices,
): PolicyTestResult[] {
  const tests = doc.property('tests');
  const wanted = doc.property('environment');
  const name = wanted?.kind === 'string' ? (wanted.value as string) : undefined;
  const results: PolicyTestResult[] = [];
  const known = project.environmentNames();
  for (const [index, node] of (tests?.items ?? []).entries()) {
    const environments = project.environments.filter(
      (e) => name === undefined || e.environment.name === name,
    );
    if (environments.length === 0 && !known.includes(name ?? '')) {
      const message =
        known.length === 0
          ? t(
              'There is no environment “{name}”: recpolicy.config.json names none. The test was not run. Name the environment there, or remove it here.',
              { name: name ?? '' },
            )
          : t(
              'There is no environment “{name}”, only {known}. The test was not run. Correct the name, or add the environment to recpolicy.config.json.',
              { name: name ?? '', known: known.join(', ') },
            );
      results.push(result(node, index, name ?? '', 'errored', [{ message, ...span(wanted ?? node) }]));
    }
    for (const environment of environments) results.push(runOne(node, index, environment, services));
  }
  return results;
}

function runOne(
  node: JsonNode,
  index: number,
  environment: EnvironmentIndex,
  services: PolicyTestServices,
): PolicyTestResult {
  const { name } = environment.environment;
  const value = node.value;
  if (!isRecord(value) || !isRecord(value['agent']) || !isRecord(value['expect'])) {
    const message = t(
      'A test needs an agent and what to expect, both as objects. It was not run, so nothing is known about it.',
    );
    return result(node, index, name, 'errored', [{ message, ...span(node) }]);
  }
  const fault = faultOf(value['agent'], value['expect']);
  if (fault !== undefined)
    return result(node, index, name, 'errored', [
      { message: fault.message, ...span(nodeAt(node, fault.path) ?? node) },
    ]);
  const facts = services.org.facts(name);
  const effective = effectivePolicy(environment, agentOf(value['agent']), { facts });
  if (effective.unresolved.length > 0) {
    const message = t(
      'No value in {environment} for {ids}, so it is not known which policies match. The test was not run. Add the variable to recpolicy.config.json.',
      { environment: name === '' ? t('this project') : name, ids: effective.unresolved.join(', ') },
    );
    return result(node, index, name, 'errored', [{ message, ...span(nodeAt(node, ['agent']) ?? node) }]);
  }
  const verdict = evaluateTest(value['expect'] as TestExpectation, effective, environment, services.masks);
  const messages = verdict.map(
    ({ path, message, expected, actual }): PolicyTestMessage => ({
      message,
      ...span(nodeAt(node, ['expect', ...path]) ?? nodeAt(node, ['expect'])!),
      ...(expected === undefined ? undefined : { expected }),
      ...(actual === undefined ? undefined : { actual }),
    }),
  );
  const unknown = verdict.some((v) => v.unknown === true);
  const outcome = messages.length === 0 ? 'passed' : unknown ? 'errored' : 'failed';
  const subject = subjectOf(value['agent'], value['expect'], effective, environment);
  return { ...result(node, index, name, outcome, messages), subject };
}

function subjectOf(
  agent: Readonly<Record<string, unknown>>,
  expect: Readonly<Record<string, unknown>>,
  { winner, ties }: EffectivePolicy,
  environment: EnvironmentIndex,
): TestSubject {
  const targets = [...targetsOf(agentOf(agent))].flatMap(([type, id]) => environment.keyOf(type, id) ?? []);
  const applying = (winner === undefined ? ties : [winner]).flatMap((e) => e.policy.facts ?? []);
  const expected = expect['policy'];
  const named = typeof expected === 'string' ? environment.withName(expected) : [];
  return { targets, policies: [...applying, ...named] };
}

function result(
  node: JsonNode,
  index: number,
  environment: string,
  outcome: PolicyTestResult['outcome'],
  messages: readonly PolicyTestMessage[],
): PolicyTestResult {
  const title = nodeAt(node, ['name']);
  const name = typeof title?.value === 'string' ? title.value : t('test {number}', { number: index + 1 });
  return { name, index, environment, outcome, ...span(title ?? node), messages };
}

function agentOf(value: Readonly<Record<string, unknown>>): Agent {
  const { location, user } = value;
  return {
    groups: strings(value['groups']),
    skills: strings(value['skills']),
    ...(typeof location === 'string' ? { location } : undefined),
    ...(typeof user === 'string' ? { user } : undefined),
  };
}

function span(node: JsonNode): { start: number; end: number } {
  return { start: node.start, end: node.end };
}
