import type { PlannedChange } from '../../../org/commands/plan/plan';
import { editedText, newText } from '../../../org/model/edits/payload-edits';
import { fieldsOf, type PolicyPayload } from '../../../org/model/policy/payload';
import { variablesOf } from '../../../org/model/variables/resolve';

/** Both sides of a planned change as texts: what the org has, and what it would have. */
export interface ChangeSides {
  readonly org: string;
  /** Undefined: the file as it is. */
  readonly next: string | undefined;
}

/**
 * Lays the sides out like the file, so that a diff shows only what changes. `fileText` is undefined where
 * there is no file.
 */
export function sidesOf(
  change: PlannedChange,
  fileText: string | undefined,
  variables: Readonly<Record<string, string>>,
): ChangeSides {
  if (change.settings !== undefined) {
    const { remote, desired } = change.settings;
    const keys = Object.keys(desired);
    const part = (of: Readonly<Record<string, unknown>>) =>
      `${JSON.stringify(Object.fromEntries(keys.map((k) => [k, of[k]])), null, 2)}\n`;
    return { org: part(remote), next: part(desired) };
  }
  const known = variablesOf(variables);
  const like = (payload: PolicyPayload | undefined): string => {
    if (payload === undefined) return '';
    try {
      if (fileText !== undefined) return editedText(fileText, fieldsOf(payload), known);
    } catch {
      // A layout that cannot take the change is shown in a layout of its own.
    }
    return newText(fieldsOf(payload), known);
  };
  const merged = fileText === undefined || (change.intoFile?.length ?? 0) > 0;
  return { org: like(change.remote), next: merged ? like(change.desired) : undefined };
}
