import * as vscode from 'vscode';
import type { OrgCommand } from '../org-commands';
import { exportAudit, showAuditRecord } from './audit/audit';
import { compareTargets } from './compare/compare';
import { markMerged, openMerge } from './compare/merge';
import { connectOrg, signOut } from './connect/connect';
import { deployTargets } from './deploy/deploy';
import { undoLastDeploy } from './deploy/undo';
import type { FactsFeed } from './facts/facts';
import type { Desk } from './org-context';
import { attachOrphan, deleteOrphan, downloadOrphan, playOrphan } from './orphans/orphans';
import { pullTargets } from './pull/pull';
import { retireTargets } from './retire/retire';
import { plain } from './text/sanitise';
import { isNode } from './tree/nodes';
import type { OrgTree } from './tree/tree';
import { tellFailure } from './ui/failures';
import { environmentOf, pickEnvironment, type Targets, targetsOf } from './ui/targets';

type Action = (...args: unknown[]) => unknown;

/** What each command does. */
export function actionsOf(desk: Desk, tree: OrgTree, facts: FactsFeed): Readonly<Record<OrgCommand, Action>> {
  const { model } = desk;
  const onTargets =
    (work: (desk: Desk, targets: Targets) => Promise<void>) =>
    async (...args: unknown[]) => {
      const targets = await targetsOf(desk, args);
      if (targets !== undefined) await work(desk, targets);
    };
  const onEnvironment = (work: (desk: Desk, targets: Targets) => Promise<void>) => async (arg: unknown) => {
    const env = await environmentOf(desk, arg);
    if (env !== undefined) await work(desk, { env, files: undefined, ids: [] });
  };
  return {
    connect: (arg) => connectOrg(desk, arg),
    signOut: (arg) => signOut(desk, arg),
    selectEnvironment: async () => {
      const env = await pickEnvironment(desk, vscode.l10n.t('Choose environment'), undefined, true);
      if (env === undefined) return;
      await desk.choice.choose(env);
      await model.look(env);
      model.want(env);
    },
    refresh: async (arg) => {
      const all = isNode(arg) ? [arg.env] : desk.projects.environments;
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
      if (files?.[0] !== undefined) await openMerge(desk, env, files[0]);
    }),
    markMerged: onTargets(async (_desk, { env, files }) => {
      if (files?.[0] !== undefined) await confirmMerged(desk, { env, files, ids: [] });
    }),
    undoLastDeploy: async (arg) => {
      const env = await environmentOf(desk, arg);
      if (env !== undefined) await undoLastDeploy(desk, env);
    },
    resume: async (...args) => {
      const named = args.find((a) => typeof a === 'string');
      const env = await environmentOf(desk, named ?? args[0]);
      if (env !== undefined) await deployTargets(desk, { env, files: undefined, ids: [] });
    },
    openInOrg: async (arg) => {
      const env = await environmentOf(desk, arg);
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
    playOrphan: (arg) => playOrphan(desk, arg),
    downloadOrphan: (arg) => downloadOrphan(desk, arg),
    deleteOrphan: (arg) => deleteOrphan(desk, arg),
    attachOrphan: (arg) => attachOrphan(desk, arg),
    showAuditRecord: (arg) => showAuditRecord(desk, arg),
    exportAudit: (arg) => exportAudit(desk, arg),
  };
}

/** Takes the file as it is for the merge of both sides, after asking. */
async function confirmMerged(desk: Desk, { env, files }: Targets): Promise<void> {
  const file = files![0]!;
  try {
    const sides = await (await env.project.engine()).compare(env.name, file);
    const yes = vscode.l10n.t('Mark as Merged');
    const message = vscode.l10n.t('Does "{0}" say what is to be in {1}?', plain(file), plain(env.name));
    const detail = vscode.l10n.t('The next deploy then replaces what the org has. Nothing is sent now.');
    if ((await vscode.window.showInformationMessage(message, { modal: true, detail }, yes)) !== yes) return;
    await markMerged(desk, env, file, sides);
  } catch (error) {
    await tellFailure(desk, error, env);
  }
}
