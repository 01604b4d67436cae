import type { RecordingSettings } from '../../backends/backend';
import { sameJson } from '../../model/policy/same';
import { isOrgError } from '../../transport/errors/org-error';
import { settingsIn, wholeSettings } from '../plan/settings-change';
import type { OrgSession } from '../session';
import { ConflictError } from './errors';

type WrittenMembers = Readonly<Record<string, unknown>>;

const ATTEMPTS = 3;

/** What a write of the settings came to. */
export interface SettingsWritten {
  readonly before: WrittenMembers;
  readonly after: WrittenMembers;
}

/**
 * Writes members of the recording settings. There is no entity tag, so the object is read right before the
 * write and compared with what was last seen; members that somebody else changed stay theirs, and one that
 * both change is a conflict.
 */
export async function writeSettings(
  session: OrgSession,
  seen: WrittenMembers,
  wanted: WrittenMembers,
): Promise<SettingsWritten> {
  const known = settingsIn(seen);
  let before: WrittenMembers | undefined;
  for (let attempt = 1; ; attempt++) {
    const now = await session.backend.settings(session.signal);
    const theirs = settingsIn(now);
    if (before !== undefined && hasValues(theirs, wanted)) return { before, after: theirs };
    const clashes = Object.entries(wanted)
      .filter(([k, v]) => !sameJson(theirs[k], known[k]) && !sameJson(theirs[k], v))
      .map(([k, v]) => ({ path: `/${k}`, base: known[k], ours: v, theirs: theirs[k] }));
    if (clashes.length > 0)
      throw new ConflictError(session.backend.org, 'recording settings', clashes as never);
    before ??= theirs;
    if (hasValues(theirs, wanted)) return { before, after: theirs };
    try {
      const after = await session.backend.replaceSettings(
        wholeSettings(now, wanted) as RecordingSettings,
        session.signal,
      );
      return { before, after: settingsIn(after) };
    } catch (error) {
      // A lost answer: the next turn reads, and repeats only what has not taken effect.
      if (!isOrgError(error, 'ambiguous-write') || attempt >= ATTEMPTS) throw error;
    }
  }
}

export function hasValues(have: WrittenMembers, wanted: WrittenMembers): boolean {
  return Object.entries(wanted).every(([k, v]) => sameJson(have[k], v));
}
