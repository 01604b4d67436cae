import { notFound } from '../errors';
import type { Exchange, HttpResponse } from '../http/exchange';
import type { StoredGroup } from '../state/model';
import { pageOf } from './page';

export function listGroups({ org, query }: Exchange): HttpResponse {
  const known = org.state.groups.filter((group) => isSynchronised(group, org.clock.now()));
  const show = (group: StoredGroup) => ({
    id: group.id,
    name: group.name,
    memberCount: group.members.length,
  });
  return { status: 200, body: pageOf(known, query, show) };
}

export function getGroup({ org, route }: Exchange): HttpResponse {
  const id = route.params.groupId!;
  const group = org.state.groups.find((candidate) => candidate.id === id);
  if (!group || !isSynchronised(group, org.clock.now())) {
    if (group?.sync?.requests) group.sync.requests--;
    throw notFound('group', id);
  }
  return { status: 200, body: { id: group.id, name: group.name, members: structuredClone(group.members) } };
}

function isSynchronised({ sync }: StoredGroup, now: number): boolean {
  if (sync?.requests) return false;
  return sync?.at === undefined || Date.parse(sync.at) <= now;
}
