import type { HttpClient } from '../../transport/http/client';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { Group, GroupSummary } from '../backend';
import { listGroups } from '../group-list';
import { found } from '../shape';

const GROUPS = '/api/v2/users/groups';
const RETENTION = '/api/v2/wem/environment/retention';

/** Groups and the retention boundary. */
export class WemDirectory {
  constructor(private readonly http: HttpClient) {}

  groups(signal?: AbortSignal): Promise<GroupSummary[]> {
    return listGroups(this.http, GROUPS, signal);
  }

  async group(id: string, signal?: AbortSignal): Promise<Group | undefined> {
    const request = { method: 'GET' as const, path: `${GROUPS}/${encodeURIComponent(id)}`, signal };
    const answer = await found(() => this.http.send(request));
    if (answer === undefined) return undefined;
    const { json } = answer;
    if (!isRecord(json) || !Array.isArray(json['members']) || !json['members'].every(isRecord)) {
      throw wrongShape(
        this.http.org,
        { method: 'GET', path: request.path },
        'a group has no list of members',
        answer.correlationId,
      );
    }
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      id,
      name: text(json['name']) || id,
      members: json['members'].map((m) => ({
        id: text(m['id']),
        name: text(m['name']),
        // Whoever is not said to be active is not counted as one who could be recorded.
        state: m['state'] === 'active' ? ('active' as const) : ('inactive' as const),
      })),
    };
  }

  async minimumRetention(signal?: AbortSignal): Promise<number> {
    const answer = await this.http.send({ method: 'GET', path: RETENTION, signal });
    const days = isRecord(answer.json) ? answer.json['minimumRetentionDays'] : undefined;
    if (typeof days !== 'number' || !Number.isFinite(days)) {
      throw wrongShape(
        this.http.org,
        { method: 'GET', path: RETENTION },
        '"minimumRetentionDays" is not a number',
        answer.correlationId,
      );
    }
    return days;
  }
}
