/** What stands for a masked value. */
export const MASKED = '[masked]';

/** A record as a line of NDJSON, with the named fields masked wherever they stand in it. */
export function maskedLine(record: unknown, fields: readonly string[]): string {
  const masked = new Set(fields);
  const text = JSON.stringify(record, (key, value) =>
    masked.has(key) && value !== null && value !== undefined ? MASKED : value,
  );
  // Line separators inside strings are legal JSON, but some readers split lines at them.
  return `${text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}
