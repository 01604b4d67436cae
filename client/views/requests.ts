import * as vscode from 'vscode';
import type { EffectiveReport } from '../../core/cascade/report/effective-report';
import type { KnownTarget } from '../../core/cascade/report/known-targets';
import {
  type EffectivePolicyParams,
  type InEnvironmentParams,
  type MarkdownResult,
  Methods,
  type PolicyTestRun,
  type PolicyTestsResult,
  type ProjectsResult,
  type TargetAtResult,
} from '../../server/protocol';
import type { LanguageFeature } from '../language/feature';

/** What the language server is asked beside the protocol, with the types of the answers. */
export class ViewRequests implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** What views show may be old. */
  readonly onChange = this.changed.event;
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly language: LanguageFeature) {
    this.listeners = [
      language.client.onNotification(Methods.changed, () => this.changed.fire()),
      language.onStateChange((state) => {
        if (state === 'running') this.changed.fire();
      }),
    ];
  }

  projects(uri: vscode.Uri | undefined): Promise<ProjectsResult> {
    return this.send(Methods.projects, uri === undefined ? {} : { uri: this.spell(uri) });
  }

  knownTargets(place: InEnvironmentParams, token?: vscode.CancellationToken): Promise<KnownTarget[]> {
    return this.send(Methods.knownTargets, place, token);
  }

  targetAt(uri: vscode.Uri, position: vscode.Position): Promise<TargetAtResult | null> {
    const { line, character } = position;
    return this.send(Methods.targetAt, { uri: this.spell(uri), position: { line, character } });
  }

  effectivePolicy(params: EffectivePolicyParams): Promise<EffectiveReport | null> {
    return this.send(Methods.effectivePolicy, params);
  }

  policyMap(place: InEnvironmentParams, token?: vscode.CancellationToken): Promise<MarkdownResult | null> {
    return this.send(Methods.policyMap, place, token);
  }

  consoleChecklist(uri: vscode.Uri): Promise<MarkdownResult | null> {
    return this.send(Methods.consoleChecklist, { uri: this.spell(uri) });
  }

  policyTests(uri: vscode.Uri): Promise<PolicyTestsResult | null> {
    return this.send(Methods.policyTests, { uri: this.spell(uri) });
  }

  runTests(uri: vscode.Uri, token?: vscode.CancellationToken): Promise<PolicyTestRun[]> {
    return this.send(Methods.runTests, { uri: this.spell(uri) }, token);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  private spell(uri: vscode.Uri): string {
    return this.language.client.code2ProtocolConverter.asUri(uri);
  }

  private send<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    const { client } = this.language;
    // An absent token would count as one more parameter.
    return token === undefined
      ? client.sendRequest<R>(method, params)
      : client.sendRequest<R>(method, params, token);
  }
}
