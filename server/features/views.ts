import type { CancellationToken } from 'vscode-languageserver';
import { type EffectiveReport, effectiveReport } from '../../core/cascade/report/effective-report';
import { type KnownTarget, knownTargets } from '../../core/cascade/report/known-targets';
import { streamsOf } from '../../core/cascade/report/streams';
import type { CoreDocument } from '../../core/document/document';
import { consoleChecklist } from '../../core/features/checklist/checklist';
import { policyMap } from '../../core/features/map/map';
import { targetAt as targetAtLocation } from '../../core/features/shared/target-at';
import type { EnvironmentIndex } from '../../core/index/environment-index';
import type { Project } from '../../core/index/project';
import { locate } from '../../core/json/nodes';
import { runPolicyTests } from '../../core/policy-tests/run';
import { isObject } from '../options';
import type {
  DocumentParams,
  EffectivePolicyParams,
  InEnvironmentParams,
  MarkdownResult,
  PolicyTestRun,
  PolicyTestsResult,
  ProjectsResult,
  TargetAtParams,
  TargetAtResult,
  TargetRef,
} from '../protocol';
import type { ServerSession } from '../session';
import { canonical } from '../uris';
import { offsetOf } from './position';

/**
 * Views on policies beside the Language Server Protocol. They wait for the index: half a cascade would be a
 * wrong answer.
 */
export async function projects(
  session: ServerSession,
  params: Partial<DocumentParams> | null,
): Promise<ProjectsResult> {
  await session.indexed;
  const { store } = session;
  const found = [...store.workspace.allProjects()]
    .filter((p) => p.size > 0 || p.configUri !== undefined)
    .map((p) => ({
      folder: store.uriOf(p.folder),
      environments: p.environments.map((e) => e.environment.name),
      policies: p.size,
    }));
  const key = typeof params?.uri === 'string' ? store.keyOf(params.uri) : undefined;
  const current = key === undefined ? undefined : store.workspace.projectOf(key).folder;
  return { projects: found, ...(current !== undefined && { current: store.uriOf(current) }) };
}

export async function targets(session: ServerSession, params: InEnvironmentParams): Promise<KnownTarget[]> {
  const place = await inEnvironment(session, params);
  if (place === undefined) return [];
  return knownTargets(
    place.project,
    place.index,
    session.org.facts(place.index.environment.name, place.project.folder),
  );
}

export async function targetAt(
  session: ServerSession,
  params: TargetAtParams,
): Promise<TargetAtResult | null> {
  const doc = await documentOf(session, params.uri);
  if (doc === undefined) return null;
  const location = locate(doc.root, offsetOf(doc, params.position));
  const target = (location && targetAtLocation(doc, location)) ?? nearTarget(doc, location?.path ?? []);
  if (target === undefined) return null;
  const { folder } = session.store.workspace.projectOf(doc.uri);
  return { folder: session.store.uriOf(folder), target };
}

/** A cursor anywhere in a target means it; elsewhere in a policy, its first target. */
function nearTarget(doc: CoreDocument, path: readonly (string | number)[]): TargetRef | undefined {
  if (doc.kind !== 'policy') return undefined;
  const items = doc.property('targets')?.items ?? [];
  const item = path[0] === 'targets' && typeof path[1] === 'number' ? items[path[1]] : items[0];
  const value = item?.value;
  if (!isObject(value) || typeof value['type'] !== 'string' || typeof value['id'] !== 'string')
    return undefined;
  return { type: value['type'], id: value['id'] };
}

export async function effectivePolicy(
  session: ServerSession,
  params: EffectivePolicyParams,
): Promise<EffectiveReport | null> {
  const place = await inEnvironment(session, params);
  if (place === undefined) return null;
  const { project, index } = place;
  const facts = session.org.facts(index.environment.name, project.folder);
  const documents = project.settingsOf(index.environment).map((uri) => session.store.currentDocument(uri));
  const settings = (await Promise.all(documents)).filter((doc) => doc !== undefined);
  const report = effectiveReport(project, index, params.targets, {
    facts,
    now: Date.now(),
    streams: streamsOf(settings, facts),
  });
  const spelled = report.entries.map((e) =>
    e.uri === undefined ? e : { ...e, uri: session.store.uriOf(e.uri) },
  );
  return { ...report, entries: spelled };
}

export async function map(
  session: ServerSession,
  params: InEnvironmentParams,
): Promise<MarkdownResult | null> {
  const place = await inEnvironment(session, params);
  if (place === undefined) return null;
  const facts = session.org.facts(place.index.environment.name, place.project.folder);
  return { markdown: policyMap(place.index, { facts, now: Date.now() }) };
}

export async function checklist(
  session: ServerSession,
  params: DocumentParams,
): Promise<MarkdownResult | null> {
  const doc = await documentOf(session, params.uri);
  if (doc?.kind !== 'psr') return null;
  const count = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const finding of session.validator.findings(doc)) count[finding.severity]++;
  const source = { path: doc.path, errors: count.error, warnings: count.warning };
  return { markdown: consoleChecklist(doc.value, source) };
}

export async function listTests(
  session: ServerSession,
  params: DocumentParams,
): Promise<PolicyTestsResult | null> {
  const run = await runAll(session, params);
  if (run === undefined) return null;
  const { doc, results } = run;
  const tests = new Map<number, PolicyTestsResult['tests'][number]>();
  const environments = new Set<string>();
  for (const { name, index, start, end, environment } of results) {
    environments.add(environment);
    if (!tests.has(index)) tests.set(index, { name, index, range: doc.range(start, end) });
  }
  return { environments: [...environments], tests: [...tests.values()] };
}

export async function runTests(
  session: ServerSession,
  params: DocumentParams,
  token: CancellationToken,
): Promise<PolicyTestRun[]> {
  const run = await runAll(session, params);
  if (run === undefined || token.isCancellationRequested) return [];
  return run.results.map(({ index, environment, outcome, messages }) => ({
    index,
    environment,
    outcome,
    messages: messages.map(({ message, start, end, expected, actual }) => ({
      message,
      range: run.doc.range(start, end),
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    })),
  }));
}

async function runAll(session: ServerSession, params: DocumentParams) {
  const doc = await documentOf(session, params.uri);
  if (doc?.kind !== 'tests') return undefined;
  const project = session.store.workspace.projectOf(doc.uri);
  const services = { org: session.org.of(project.folder), masks: session.maskTester };
  return { doc, results: runPolicyTests(doc, project, services) };
}

async function documentOf(session: ServerSession, uri: unknown): Promise<CoreDocument | undefined> {
  await session.indexed;
  return typeof uri === 'string' ? session.store.currentDocument(session.store.keyOf(uri)) : undefined;
}

async function inEnvironment(
  session: ServerSession,
  params: InEnvironmentParams,
): Promise<{ project: Project; index: EnvironmentIndex } | undefined> {
  await session.indexed;
  const folder = canonical(params.folder);
  for (const project of session.store.workspace.allProjects()) {
    const index = project.folder === folder ? project.environment(params.environment) : undefined;
    if (index !== undefined) return { project, index };
  }
  return undefined;
}
