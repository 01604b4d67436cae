import type * as vscode from 'vscode';
import type { SecretCredentials } from './connect/secrets';
import type { NameOf } from './deploy/fields';
import type { Refusals } from './deploy/refusals';
import type { Choice } from './model/environment-choice';
import type { OrgModel } from './model/org-model';
import type { PlayedRecordings } from './orphans/played';
import type { EnvironmentRef, Projects } from './projects/projects';
import type { VirtualDocuments } from './ui/virtual-documents';

/** What the actions on orgs share. */
export interface Desk {
  readonly context: vscode.ExtensionContext;
  readonly output: vscode.LogOutputChannel;
  readonly projects: Projects;
  readonly secrets: SecretCredentials;
  readonly model: OrgModel;
  readonly choice: Choice;
  readonly refusals: Refusals;
  readonly documents: VirtualDocuments;
  readonly played: PlayedRecordings;
  /** Names of targets, as far as the org told them. */
  namesIn(env: EnvironmentRef): NameOf;
}
