import { isRecord } from '../../config/read';
import type { CoreDocument } from '../../document/document';
import type { OrgFacts } from '../../index/org-facts';
import { t } from '../../l10n';

/** How many screens the org records at one time, and where the number is from. */
export interface Streams {
  readonly value: number;
  /** The file that says it; undefined where it was read from the org. */
  readonly file: string | undefined;
  /** When it was read from the org, ISO 8601; undefined for a number of a file. */
  readonly asOf: string | undefined;
}

/**
 * The simultaneous screen recordings of an environment: what its settings file says, else what was read from
 * the org.
 * @param settings the recording settings of the environment
 * @returns undefined where neither says a number, or where several files do
 */
export function streamsOf(
  settings: readonly CoreDocument[],
  facts: OrgFacts | undefined,
): Streams | undefined {
  const said = settings.flatMap((doc) => {
    const value = isRecord(doc.value) ? doc.value['maxSimultaneousStreams'] : undefined;
    return typeof value === 'number' ? [{ value, file: doc.path, asOf: undefined }] : [];
  });
  if (said.length > 1) return undefined;
  const read = facts?.maxSimultaneousStreams;
  return said[0] ?? (read && { value: read.value, file: undefined, asOf: read.asOf });
}

/** What the streams mean for whether anything is recorded. */
export function streamsText(streams: Streams | undefined): string {
  if (streams === undefined)
    return t('It is not known how many screens the org records at one time; with 0, nothing is recorded.');
  const { value, file, asOf } = streams;
  return file === undefined
    ? t('The org records at most {value} screens at one time (as read at {asOf}).', { value, asOf: asOf! })
    : t('The org records at most {value} screens at one time ({file}).', { value, file });
}
