import * as vscode from 'vscode';
import type { OrgFacts } from '../../../core/index/org-facts';
import type { LanguageFeature } from '../../language/feature';
import type { OrgModel } from '../model/org-model';
import { type EnvironmentRef, keyOf } from '../projects/projects';
import { sanitiseMessage } from '../text/sanitise';
import { factsJson } from './send';

/** Groups and limits change seldom: they are fetched again after this time, or when somebody refreshes. */
const FRESH_MS = 10 * 60_000;

/** Tells the language server what is known of orgs: at the start what was kept, later what was fetched. */
export class FactsFeed implements vscode.Disposable {
  private readonly fetched = new Map<string, number>();
  private readonly known = new Map<string, OrgFacts>();
  private readonly changed = new vscode.EventEmitter<EnvironmentRef>();
  readonly onDidChange = this.changed.event;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly model: OrgModel,
    private readonly language: LanguageFeature,
  ) {
    this.disposables = [
      this.changed,
      model.onDidRefresh((env) => void this.refresh(env)),
      language.onStateChange((state) => {
        if (state === 'running') this.sendAll();
      }),
    ];
  }

  /** What is known of an environment; undefined where nothing was ever fetched. */
  facts(env: EnvironmentRef): OrgFacts | undefined {
    return this.known.get(keyOf(env));
  }

  /** Reads what was kept of earlier runs; no request is made. */
  async restore(): Promise<void> {
    for (const env of this.model.projects.environments) {
      const facts = await (await env.project.engine()).cachedFacts(env.name).catch(() => undefined);
      if (facts !== undefined && !this.fetched.has(keyOf(env))) this.keep(env, facts);
    }
  }

  /** Makes the next look at the org fetch them again, whatever their age. */
  expire(env: EnvironmentRef): void {
    this.fetched.delete(keyOf(env));
  }

  dispose(): void {
    for (const d of this.disposables) d.dispose();
  }

  private async refresh(env: EnvironmentRef): Promise<void> {
    const at = this.fetched.get(keyOf(env));
    if (at !== undefined && Date.now() - at < FRESH_MS) return this.keepWritten(env);
    this.fetched.set(keyOf(env), Date.now());
    try {
      const engine = await env.project.engine();
      this.keep(env, await engine.refreshFacts(env.name));
    } catch (error) {
      // What is not known supports no finding; the tree says that the org cannot be reached.
      this.language.output.warn(sanitiseMessage(String(error)));
    }
  }

  /** Takes in what a deploy, pull, retirement or undo has changed of what is kept; no request is made. */
  private async keepWritten(env: EnvironmentRef): Promise<void> {
    const engine = await env.project.engine();
    const facts = await engine.cachedFacts(env.name).catch(() => undefined);
    const before = this.known.get(keyOf(env));
    if (facts === undefined) return;
    if (before !== undefined && JSON.stringify(factsJson(before)) === JSON.stringify(factsJson(facts)))
      return;
    this.keep(env, facts);
  }

  private keep(env: EnvironmentRef, facts: OrgFacts): void {
    this.known.set(keyOf(env), facts);
    this.send([env]);
    this.changed.fire(env);
  }

  private sendAll(): void {
    this.send(this.model.projects.environments.filter((e) => this.known.has(keyOf(e))));
  }

  private send(environments: readonly EnvironmentRef[]): void {
    if (environments.length === 0 || this.language.state !== 'running') return;
    const { client, output } = this.language;
    // Environments of two projects may share a name and not an org.
    for (const project of new Set(environments.map((e) => e.project))) {
      const own = environments.filter((e) => e.project === project);
      const params = {
        folder: client.code2ProtocolConverter.asUri(project.uri),
        environments: Object.fromEntries(own.map((e) => [e.name, factsJson(this.known.get(keyOf(e))!)])),
      };
      client
        .sendNotification('recpolicy/orgFacts', params)
        .catch((error: unknown) => output.warn(`Org facts were not taken: ${String(error)}`));
    }
  }
}
