import * as vscode from 'vscode';
import type { KnownTarget } from '../../core/cascade/report/known-targets';
import type { InEnvironmentParams, TargetRef } from '../../server/protocol';
import { sanitiseForUi } from '../org/text/sanitise';
import type { ViewRequests } from '../views/requests';

interface TargetItem extends vscode.QuickPickItem {
  readonly target: TargetRef;
}

const TYPES = ['GROUP', 'USER', 'LOCATION', 'SKILL'] as const;

function typeName(type: string): string {
  switch (type) {
    case 'GROUP':
      return vscode.l10n.t('group');
    case 'USER':
      return vscode.l10n.t('user');
    case 'LOCATION':
      return vscode.l10n.t('location');
    case 'SKILL':
      return vscode.l10n.t('skill');
    default:
      return sanitiseForUi(type);
  }
}

/** Asks for one target, known or typed by its id. Undefined when the user turned away. */
export async function chooseTarget(
  requests: ViewRequests,
  place: InEnvironmentParams,
): Promise<TargetRef | undefined> {
  const pick = vscode.window.createQuickPick<TargetItem>();
  const { environment } = place;
  pick.title =
    environment === ''
      ? vscode.l10n.t('Effective policy')
      : vscode.l10n.t('Effective policy in {0}', sanitiseForUi(environment));
  pick.placeholder = vscode.l10n.t('A group, user, location or skill, by name or id');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  const cancel = new vscode.CancellationTokenSource();
  let known: TargetItem[] = [];
  const update = () => {
    pick.items = [...known, ...typedItems(pick.value, known)];
  };
  const done = new Promise<TargetRef | undefined>((resolve) => {
    pick.onDidChangeValue(update);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.target);
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  try {
    requests.knownTargets(place, cancel.token).then(
      (targets) => {
        known = targets.map(itemOf);
        pick.busy = false;
        update();
      },
      () => {
        pick.busy = false;
      },
    );
    return await done;
  } finally {
    cancel.cancel();
    cancel.dispose();
    pick.dispose();
  }
}

function itemOf({ type, id, resolved, name, policies }: KnownTarget): TargetItem {
  const label = sanitiseForUi(name ?? id);
  const ids = [...new Set([id, resolved])]
    .map((text) => sanitiseForUi(text))
    .filter((text) => text !== label);
  return {
    label,
    description: [typeName(type), ...ids].join(' · '),
    detail:
      policies === 0
        ? vscode.l10n.t('no policy names it')
        : policies === 1
          ? vscode.l10n.t('1 policy')
          : vscode.l10n.t('{0} policies', policies),
    target: { type, id },
  };
}

/** An id that nothing known has can be asked for too: that nothing is recorded is an answer. */
function typedItems(value: string, known: readonly TargetItem[]): TargetItem[] {
  const id = value.trim();
  const wanted = id.toLowerCase();
  const found = ({ label, description }: TargetItem) =>
    `${label} ${description}`.toLowerCase().includes(wanted);
  if (id === '' || known.some(found)) return [];
  return TYPES.map((type) => ({
    label: vscode.l10n.t('The {0} with the id {1}', typeName(type), sanitiseForUi(id)),
    alwaysShow: true,
    target: { type, id },
  }));
}
