import type * as vscode from 'vscode';
import { registerChecklist } from '../checklist/checklist';
import { registerEffectivePolicy } from '../effective/commands';
import type { LanguageFeature } from '../language/feature';
import type { LazyOrgFeature } from '../lazy-org';
import { registerLocalOrg } from '../local-org/commands';
import { registerPolicyMap } from '../map/map';
import { registerPolicyTests } from '../tests/controller';
import { registerWalkthrough } from '../walkthrough/commands';
import { ViewRequests } from './requests';

/** Everything that shows policies beside the editor. Works without an org, in a browser too. */
export function registerViews(
  context: vscode.ExtensionContext,
  language: LanguageFeature,
  gate: LazyOrgFeature,
): void {
  const requests = new ViewRequests(language);
  context.subscriptions.push(requests);
  registerEffectivePolicy(context, requests);
  registerPolicyMap(context, requests);
  registerChecklist(context, requests);
  registerPolicyTests(context, requests);
  registerLocalOrg(context, language, async () => (await gate.feature())?.chosenOrigin());
  registerWalkthrough(context);
}
