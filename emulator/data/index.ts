import { seededRandom } from '../random';
import type { OrgState } from '../state/model';
import { demoAudit } from './audit';
import { demoClients } from './clients';
import { demoGroups } from './groups';
import { demoOrphans } from './orphans';
import { people } from './people';
import { demoPolicies } from './policies';
import type { PolicyRow } from './policy-table';
import { demoSessions } from './sessions';

/** First instant of the recorded past: orphaned recordings and audit records lie in the 30 days from here. */
const past = Date.parse('2026-09-01T00:00:00Z');

const limit = { acme: 1000, 'acme-test': 50 };

/** An org with clients and settings and nothing else. */
export function emptyOrg(name = 'acme'): OrgState {
  return {
    name,
    scopeFormat: 'string',
    etagFormat: 'quoted',
    clients: demoClients(name),
    minimumRetentionDays: 1,
    policies: [],
    groups: [],
    sessions: [],
    settings: {
      maxSimultaneousStreams: 100,
      maxConfigurableScreenRecordingStreams: 2000,
      recordingPlaybackUrlTtl: 60,
      recordingBatchDownloadUrlTtl: 60,
      regionalRecordingStorageEnabled: false,
      stopRecordingWhenOnlyExternalParticipants: false,
    },
    orphans: [],
    recordings: [],
    audit: [],
  };
}

export function emptyOrgs(): OrgState[] {
  return [emptyOrg('acme'), { ...emptyOrg('acme-test'), scopeFormat: 'array', etagFormat: 'bare' }];
}

/**
 * Two orgs with the same departments and other ids everywhere. All but the times of sessions and of the late
 * group, which are relative to `now` (milliseconds since the epoch), is the same in every run.
 */
export function demoOrgs(now: number): OrgState[] {
  const [acme, test] = emptyOrgs() as [OrgState, OrgState];
  addPolicies(acme, now, { orphans: 12, audit: 1200 });
  addPolicies(test, now, { orphans: 4, audit: 200 }, addStaleReads);
  acme.minimumRetentionDays = 30;
  test.minimumRetentionDays = 7;
  acme.settings = {
    ...acme.settings,
    maxSimultaneousStreams: 120,
    maxConfigurableScreenRecordingStreams: limit.acme,
  };
  acme.settings.recordingPlaybackUrlTtl = 10;
  test.settings = {
    ...test.settings,
    maxSimultaneousStreams: 20,
    maxConfigurableScreenRecordingStreams: limit['acme-test'],
  };
  return [acme, test];
}

function addPolicies(
  org: OrgState,
  now: number,
  counts: { orphans: number; audit: number },
  differs?: (row: PolicyRow, index: number) => PolicyRow | undefined,
): void {
  const random = seededRandom(org.name);
  const staff = people(random);
  org.groups = demoGroups(random, staff, now);
  org.policies = demoPolicies(random, org.groups, differs);
  org.sessions = demoSessions(random, org.policies, staff, now);
  org.orphans = demoOrphans(random, counts.orphans, past);
  org.audit = demoAudit(random, counts.audit, staff, past);
}

/** The test org lags behind: every sixth policy is missing, every fifth is kept for a shorter time. */
function addStaleReads(row: PolicyRow, index: number): PolicyRow | undefined {
  if (index % 6 === 5) return undefined;
  return index % 5 === 4 ? { ...row, days: Math.max(1, Math.floor(row.days / 2)) } : row;
}
