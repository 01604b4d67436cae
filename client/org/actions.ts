import * as vscode from 'vscode';
import type { OrgCommand } from '../org-commands';
import { exportAudit, showAuditRecord } from './audit/audit';
import { compareTargets } from './compare/compare';
import { markMerged, openMerge } from './compare/merge';
import { connectOrg, signOut } from './connect/connect';
import { deployTargets } from './deploy/deploy';
import { undoLastDeploy } from './deploy/undo';
import type { FactsFeed } from './facts/facts';
import type { OrgContext } from './org-context';
import { attachOrphan, deleteOrphan, downloadOrphan, playOrphan } from './orphans/orphans';
import { pullTargets } from './pull/pull';
import { retireTargets } from './retire/retire';
import { sanitiseForUi } from './text/sanitise';
import { isNode } from './tree/nodes';
import type { OrgTree } from './tree/tree';
import { showFailure } from './ui/failures';
import { type ActionTargets, environmentOf, pickEnvironment, targetsOf } from './ui/targets';

type OrgAction = (...args: unknown[]) => unknown;

/** What each command does. */
export function actionsOf(
  orgContext: OrgContext,
  tree: OrgTree,
  facts: FactsFeed,
): Readonly<Record<OrgCommand, OrgAction>> {
  const { model } = orgContext;
  const onTargets =
    (work: (orgContext: OrgContext, targets: ActionTargets) => Promise<void>) =>
    async (...args: unknown[]) => {
      const targets = await targetsOf(orgContext, args);
      if (targets !== undefined) await work(orgContext, targets);
    };
  const onEnvironment =
    (work: (orgContext: OrgContext, targets: ActionTargets) => Promise<void>) => async (arg: unknown) => {
      const env = await environmentOf(orgContext, arg);
      if (env !== undefined) await work(orgContext, { env, files: undefined, ids: [] });
    };
  return {
    connect: (arg) => connectOrg(orgContext, arg),
    signOut: (arg) => signOut(orgContext, arg),
    selectEnvironment: async () => {
      const env = await pickEnvironment(orgContext, vscode.l10n.t('Choose environment'), undefined, true);
      if (env === undefined) return;
      await orgContext.choice.choose(env);
      await model.refreshConnection(env);
      model.ensureStatus(env);
    },
    refresh: async (arg) => {
      const all = isNode(arg) ? [arg.env] : orgContext.projects.environments;
      model.forgetLists();
      for (const env of all) facts.expire(env);
      await vscode.window.withProgress({ location: { viewId: 'recpolicy.policies' } }, () =>
        Promise.all(all.map((env) => model.refresh(env))),
      );
    },
    filterByName: () => tree.askFilter(),
    showChangedOnly: () => tree.setChangedOnly(true),
    showAll: () => tree.setChangedOnly(false),
    deploy: onTargets(deployTargets),
    deployEnvironment: onEnvironment(deployTargets),
    pull: onTargets(pullTargets),
    pullEnvironment: onEnvironment(pullTargets),
    compare: onTargets(compareTargets),
    retire: onTargets(retireTargets),
    merge: onTargets(async (_desk, { env, files }) => {
      if (files?.[0] !== undefined) await openMerge(orgContext, env, files[0]);
    }),
    markMerged: onTargets(async (_desk, { env, files }) => {
      if (files?.[0] !== undefined) await confirmMerged(orgContext, { env, files, ids: [] });
    }),
    undoLastDeploy: async (arg) => {
      const env = await environmentOf(orgContext, arg);
      if (env !== undefined) await undoLastDeploy(orgContext, env);
    },
    resume: async (...args) => {
      const named = args.find((a) => typeof a === 'string');
      const env = await environmentOf(orgContext, named ?? args[0]);
      if (env !== undefined) await deployTargets(orgContext, { env, files: undefined, ids: [] });
    },
    openInOrg: async (arg) => {
      const env = await environmentOf(orgContext, arg);
      if (env === undefined) return;
      const { endpoints } = model.state(env);
      if (endpoints !== undefined)
        await vscode.env.openExternal(vscode.Uri.parse(new URL(endpoints.apiBase).origin));
    },
    showOrphans: () => {
      model.knownOrphansOnly = false;
      model.forgetLists();
    },
    showKnownOrphans: () => {
      model.knownOrphansOnly = true;
      model.forgetLists();
    },
    playOrphan: (arg) => playOrphan(orgContext, arg),
    downloadOrphan: (arg) => downloadOrphan(orgContext, arg),
    deleteOrphan: (arg) => deleteOrphan(orgContext, arg),
    attachOrphan: (arg) => attachOrphan(orgContext, arg),
    showAuditRecord: (arg) => showAuditRecord(orgContext, arg),
    exportAudit: (arg) => exportAudit(orgContext, arg),
  };
}

/** Takes the file as it is for the merge of both sides, after asking. */
async function confirmMerged(orgContext: OrgContext, { env, files }: ActionTargets): Promise<void> {
  const file = files![0]!;
  try {
    const sides = await (await env.project.engine()).compare(env.name, file);
    const yes = vscode.l10n.t('Mark as Merged');
    const message = vscode.l10n.t(
      'Does "{0}" say what is to be in {1}?',
      sanitiseForUi(file),
      sanitiseForUi(env.name),
    );
    const detail = vscode.l10n.t('The next deploy then replaces what the org has. Nothing is sent now.');
    if ((await vscode.window.showInformationMessage(message, { modal: true, detail }, yes)) !== yes) return;
    await markMerged(orgContext, env, file, sides);
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}
