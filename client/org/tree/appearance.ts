import type { StatusItem } from '../../../org/commands/status/status';

/** How a state is shown: by a codicon, by words, and by a word for `when` clauses. */
export interface ItemAppearance {
  readonly icon: string;
  /** Theme colour of the icon; never the only sign. */
  readonly color?: string;
  /** Key of the words, see `words.ts`. */
  readonly state: AppearanceState;
}

export type AppearanceState =
  | 'in-sync'
  | 'changed-here'
  | 'changed-in-org'
  | 'changed-both'
  | 'conflict'
  | 'only-here'
  | 'removed'
  | 'only-in-org'
  | 'deleted-in-org'
  | 'retired'
  | 'retiring'
  | 'disabled'
  | 'blocked';

const APPEARANCES: Readonly<Record<AppearanceState, Omit<ItemAppearance, 'state'>>> = {
  'in-sync': { icon: 'pass', color: 'charts.green' },
  'changed-here': { icon: 'arrow-up', color: 'gitDecoration.modifiedResourceForeground' },
  'changed-in-org': { icon: 'arrow-down', color: 'gitDecoration.modifiedResourceForeground' },
  'changed-both': { icon: 'arrow-swap', color: 'gitDecoration.modifiedResourceForeground' },
  conflict: { icon: 'git-merge', color: 'gitDecoration.conflictingResourceForeground' },
  'only-here': { icon: 'diff-added', color: 'gitDecoration.addedResourceForeground' },
  removed: { icon: 'remove', color: 'gitDecoration.deletedResourceForeground' },
  'only-in-org': { icon: 'cloud', color: 'gitDecoration.untrackedResourceForeground' },
  'deleted-in-org': { icon: 'trash', color: 'gitDecoration.deletedResourceForeground' },
  retired: { icon: 'archive' },
  retiring: { icon: 'watch' },
  disabled: { icon: 'circle-slash' },
  blocked: { icon: 'error', color: 'list.errorForeground' },
};

/**
 * The look of a policy. What is wrong with it comes before what is different, and that before whether it is
 * switched on.
 */
export function appearanceOf(item: StatusItem): ItemAppearance {
  const state = appearanceState(item);
  return { state, ...APPEARANCES[state] };
}

function appearanceState(item: StatusItem): AppearanceState {
  if (item.state === 'unreadable') return 'blocked';
  if (item.conflict || item.state === 'never-deployed') return 'conflict';
  if (item.state === 'in-sync' && item.disabled) return 'disabled';
  return item.state;
}

/** Whether there is something to do about it. */
export function isChanged(item: StatusItem): boolean {
  return !['in-sync', 'retired'].includes(item.state) || item.conflict;
}

/** Counts for the status item: what is changed here, in the org, and on both sides. */
export function countsOf(items: readonly StatusItem[]): { here: number; org: number; conflicts: number } {
  let here = 0;
  let org = 0;
  let conflicts = 0;
  for (const item of items) {
    if (item.conflict) conflicts++;
    else if (item.state === 'changed-both') {
      here++;
      org++;
    } else if (['changed-here', 'only-here', 'removed'].includes(item.state)) here++;
    else if (
      item.state === 'changed-in-org' ||
      item.state === 'only-in-org' ||
      item.state === 'deleted-in-org'
    )
      org++;
  }
  return { here, org, conflicts };
}

/** What is asked for of the policies: some text in the name, and whether only those with something to do. */
export interface ItemFilter {
  readonly text: string;
  readonly changedOnly: boolean;
}

export function filtered(items: readonly StatusItem[], { text, changedOnly }: ItemFilter): StatusItem[] {
  const wanted = text.trim().toLowerCase();
  return items.filter(
    (i) =>
      i.kind === 'policy' &&
      (!changedOnly || isChanged(i)) &&
      (wanted === '' ||
        i.name.toLowerCase().includes(wanted) ||
        (i.file?.toLowerCase().includes(wanted) ?? false)),
  );
}
