import type { HttpClient } from '../transport/http/client';
import type { GroupSummary } from './backend';
import { allPages } from './paging';
import { parseId, shaped } from './shape';

/** All groups of the paged list at `path`; a member count that is not told is -1. */
export function listGroups(http: HttpClient, path: string, signal?: AbortSignal): Promise<GroupSummary[]> {
  const read = (value: unknown) =>
    shaped(http.org, { method: 'GET', path }, () => {
      const id = parseId(value, 'a group');
      const { name, memberCount } = value as Record<string, unknown>;
      return {
        id,
        name: typeof name === 'string' ? name : id,
        memberCount: typeof memberCount === 'number' ? memberCount : -1,
      };
    });
  return allPages(http, path, {}, read, signal);
}
