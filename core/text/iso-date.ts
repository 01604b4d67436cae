const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The moment that an ISO 8601 date names, in milliseconds since 1970, or undefined where the text is none. A
 * bare date is its midnight in UTC. A time needs its offset (`Z`, `+02:00`): without one it would mean
 * another moment on each machine. Days that do not exist, such as 30 February, are refused.
 */
export function parseIsoDate(text: string): number | undefined {
  const parts = FORM.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = parts;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const wall = Date.parse(`${written}Z`);
  // A date that does not exist is moved on to the next month by Date, so it reads otherwise than written.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== written) return undefined;
  const moment = Date.parse(parts[8] === undefined ? `${written}Z` : text.trim());
  return Number.isNaN(moment) ? undefined : moment;
}
