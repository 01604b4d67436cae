import { demoClients } from '../data/clients';
import { emptyOrg } from '../data/index';
import { people } from '../data/people';
import { type Random, seededRandom } from '../random';
import type { OrgState } from '../state/model';
import { demoPolicies } from './demo-policies';
import { DEPARTMENTS } from './departments';
import type { Entity, GroupOfUsers, PlatformState, References, User } from './model';

const CHANNELS = ['Calls', 'Digital'];
const TEAMS = ['Early Shift', 'Late Shift', 'Night Shift', 'Weekend'];
const WRAPUPS = [
  'Resolved',
  'Sale closed',
  'Complaint',
  'Callback agreed',
  'Wrong number',
  'Fraud suspected',
];

/** The same two orgs without policies: what policies refer to is there. */
export function emptyPlatformOrgs(): OrgState[] {
  return [platformOrg('acme', 'Acme', () => []), platformOrg('acme-test', 'Acme Test', () => [])];
}

/** Two orgs of one region with the same names and other ids everywhere; the test org lags behind. */
export function demoPlatformOrgs(): OrgState[] {
  const behind: typeof demoPolicies = (random, state) =>
    demoPolicies(random, state).filter((_, i) => i % 6 !== 5);
  return [platformOrg('acme', 'Acme', demoPolicies), platformOrg('acme-test', 'Acme Test', behind)];
}

function platformOrg(name: string, title: string, policies: typeof demoPolicies): OrgState {
  const random = seededRandom(`${name} platform`);
  const references = demoReferences(random);
  const state: PlatformState = {
    organization: { id: random.uuid(), name: title },
    policies: [],
    references,
    groups: demoGroups(random, references.user),
    dataRetentionDays: name === 'acme' ? 1095 : 365,
    settingsSaved: name === 'acme',
    screenSessions: name === 'acme' ? 37 : 0,
    permissions: {
      [`${name}-reader`]: READ,
      [`${name}-no-permission`]: READ.filter((p) => !p.startsWith('recording:')),
      [`${name}-no-delete`]: [...READ, 'recording:retentionPolicy:add', 'recording:retentionPolicy:edit'],
    },
    auditQueries: {},
  };
  state.policies = policies(random, state);
  const org = emptyOrg(name);
  const [deployer] = demoClients(name);
  return {
    ...org,
    clients: [
      ...org.clients,
      { id: `${name}-no-delete`, secret: `local-${name}-no-delete`, scopes: deployer!.scopes },
    ],
    platform: state,
  };
}

/** What a client needs that only reads. */
const READ = [
  'recording:retentionPolicy:view',
  'recording:screenRecording:view',
  'recording:orphan:view',
  'analytics:dataRetention:view',
  'directory:user:view',
  'routing:queue:view',
  'routing:wrapupCode:view',
  'routing:language:view',
  'quality:evaluationForm:view',
  'quality:surveyForm:view',
  'integrations:integration:view',
  'architect:flow:view',
  'groups:team:view',
  'audits:audit:view',
];

function demoReferences(random: Random): References {
  const named = (names: readonly string[], rest: object = {}): Entity[] =>
    names.map((name) => ({ id: random.uuid(), name, ...rest }));
  const user: User[] = people(random).map(({ name, state }) => ({
    id: random.uuid(),
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@acme.example`,
    state,
  }));
  const queue = named(DEPARTMENTS.flatMap((d) => CHANNELS.map((c) => `${d} ${c}`)));
  return {
    user,
    // As in many an org, two queues have one name.
    queue: [...queue, ...named(['Overflow', 'Overflow'])],
    team: named(DEPARTMENTS.flatMap((d) => TEAMS.map((t) => `${d} ${t}`))),
    wrapup: named(WRAPUPS),
    language: named(['English', 'German', 'French']),
    form: named(['Quality 2026', 'Compliance check']).map((f) => ({ ...f, contextId: random.uuid() })),
    surveyForm: named(['After the call']).map((f) => ({ ...f, contextId: random.uuid() })),
    integration: named(['S3 export']),
    flow: named(['Survey invitation']),
  };
}

function demoGroups(random: Random, users: readonly User[]): GroupOfUsers[] {
  return DEPARTMENTS.flatMap((department) =>
    ['Agents', 'Team Leads'].map((role): GroupOfUsers => {
      const count = role === 'Agents' ? random.integer(8, 30) : random.integer(2, 5);
      const start = random.integer(0, users.length - count);
      const memberIds = users.slice(start, start + count).map((u) => u.id);
      return { id: random.uuid(), name: `${department} ${role}`, type: 'official', memberIds };
    }),
  );
}
