import { t } from '../../l10n';
import { agentText, listText, targetText } from '../conflicts/messages';

/** A target as asked for. */
export interface RequestedTarget {
  readonly type: string;
  /** An id, or `{{variable}}`. */
  readonly id: string;
}

/** The agent who has all of the targets, as the title of an answer. */
export function agentOf(
  targets: readonly (RequestedTarget & { readonly name?: string | undefined })[],
): string {
  if (targets.length === 1) {
    const { type, id, name } = targets[0]!;
    const text = agentText(type, targetText(type, id, name));
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  }
  const all = listText(targets.map(({ type, id, name }) => targetText(type, id, name)));
  return t('An agent with {targets}', { targets: all });
}
