import type * as vscode from 'vscode';
import type { SecretCredentials } from './connect/secrets';
import type { TargetNameLookup } from './deploy/fields';
import type { RefusalDiagnostics } from './deploy/refusals';
import type { EnvironmentChoice } from './model/environment-choice';
import type { OrgModel } from './model/org-model';
import type { PlayedRecordings } from './orphans/played';
import type { EnvironmentRef, Projects } from './projects/projects';
import type { VirtualDocuments } from './ui/virtual-documents';

/** What the actions on orgs share. */
export interface OrgContext {
  readonly context: vscode.ExtensionContext;
  readonly output: vscode.LogOutputChannel;
  readonly projects: Projects;
  readonly secrets: SecretCredentials;
  readonly model: OrgModel;
  readonly choice: EnvironmentChoice;
  readonly refusals: RefusalDiagnostics;
  readonly documents: VirtualDocuments;
  readonly played: PlayedRecordings;
  /** Names of targets, as far as the org told them. */
  namesIn(env: EnvironmentRef): TargetNameLookup;
}
