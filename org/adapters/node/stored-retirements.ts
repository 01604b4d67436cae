import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { RetiredPolicy } from '../../../core/index/org-facts';
import { SETTINGS_FILE } from '../../state/paths';
import { type PolicyState, policyStateIn } from '../../state/policy-state';
import { isRetirement, NOTE_PREFIX } from '../../state/retiring';
import { parseStored } from '../../state/stored-json';

/** Both kinds of file are small; a large one is not ours. */
const MAX_BYTES = 4 * 1_048_576;

/**
 * The policies of an environment that were retired, by the marks in the project's state, and those on their
 * way, by the notes of this machine. What cannot be understood is left out: commands that reach the org stop
 * at it and say so.
 *
 * @param stateFolder of the environment, in the project
 * @param runFolder of the environment, among the user's own; undefined where there is none
 */
export function storedRetirements(stateFolder: string, runFolder: string | undefined): RetiredPolicy[] {
  const states = new Map<string, PolicyState>();
  for (const value of contentsOf(stateFolder, (name) => name !== SETTINGS_FILE)) {
    const state = policyStateIn(value);
    if (typeof state !== 'string') states.set(state.id, state);
  }
  const retired = [...states.values()]
    .filter((state) => state.retired === true)
    .map(({ id, name, file }): RetiredPolicy => ({ id, name, file, stage: 'retired' }));
  const notes = runFolder === undefined ? [] : contentsOf(runFolder, (name) => name.startsWith(NOTE_PREFIX));
  for (const note of notes) {
    if (!isRetirement(note)) continue;
    const { id, name } = note;
    retired.push({ id, name, file: states.get(id)?.file, stage: 'retiring' });
  }
  return retired;
}

/** Whether a policy is being retired from this machine. */
export function hasNotes(runFolder: string): boolean {
  return namesIn(runFolder).some((name) => name.startsWith(NOTE_PREFIX));
}

function contentsOf(folder: string, isWanted: (name: string) => boolean): unknown[] {
  const found: unknown[] = [];
  for (const name of namesIn(folder).sort()) {
    if (!name.endsWith('.json') || !isWanted(name)) continue;
    try {
      const path = `${folder}/${name}`;
      if (statSync(path).size > MAX_BYTES) continue;
      const read = parseStored(readFileSync(path, 'utf8'));
      if (read.kind === 'json') found.push(read.value);
    } catch {
      // Gone meanwhile, or not to be read: as for what cannot be understood.
    }
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
