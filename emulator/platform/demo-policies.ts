import type { Random } from '../random';
import { DEPARTMENTS } from './departments';
import type { PlatformState, References, StoredMediaPolicy } from './model';

const CREATED = '2026-03-02T09:00:00.000Z';

/**
 * Some 40 policies as real orgs have them: most by queue, some for everything, a few by team or user;
 * retention, screens, evaluations, surveys and export; several with a fault that only shows beside another
 * policy.
 */
export function demoPolicies(random: Random, { references }: PlatformState): StoredMediaPolicy[] {
  const ref = (kind: keyof References, name: string) => {
    const entity = references[kind].find((e) => e.name === name);
    if (entity === undefined) throw new Error(`The demo data has no ${kind} "${name}".`);
    return kind === 'surveyForm' ? { contextId: entity['contextId'] } : { id: entity.id };
  };
  const policy = (name: string, rest: object): StoredMediaPolicy => ({
    id: random.uuid(),
    name,
    enabled: true,
    order: 0,
    createdDate: CREATED,
    modifiedDate: CREATED,
    ...rest,
  });
  const calls = (conditions: object, actions: object) => ({
    mediaPolicies: { callPolicy: { conditions, actions } },
  });
  const perDepartment = DEPARTMENTS.flatMap((department, i) => {
    const queue = [ref('queue', `${department} Calls`)];
    const digital = {
      conditions: { forQueues: [ref('queue', `${department} Digital`)] },
      actions: kept(365),
    };
    return [
      policy(`${department} calls`, calls({ forQueues: queue }, kept([400, 365, 730, 180, 90][i % 5]!))),
      policy(
        `${department} screens`,
        calls({ forQueues: queue, directions: ['INBOUND'] }, screens([90, 30, 60][i % 3]!)),
      ),
      policy(`${department} digital`, {
        mediaPolicies: { chatPolicy: digital, emailPolicy: digital, messagePolicy: digital },
      }),
    ];
  });
  return [
    policy('Everything', calls({}, kept(365))),
    policy('Everything digital', { mediaPolicies: { emailPolicy: { conditions: {}, actions: kept(365) } } }),
    ...perDepartment,
    policy('Complaints are evaluated', {
      ...calls(
        { wrapupCodes: [ref('wrapup', 'Complaint')] },
        {
          retainRecording: false,
          assignEvaluations: [
            { evaluationForm: ref('form', 'Quality 2026'), user: { id: references.user[0]!.id } },
          ],
        },
      ),
    }),
    policy('Surveys after sales', {
      ...calls(
        { forQueues: [ref('queue', 'Sales Calls')], wrapupCodes: [ref('wrapup', 'Sale closed')] },
        {
          assignSurveys: [
            {
              surveyForm: ref('surveyForm', 'After the call'),
              flow: ref('flow', 'Survey invitation'),
              inviteTimeInterval: 'PT1H',
              sendingUser: 'survey',
              sendingDomain: 'acme.example',
            },
          ],
        },
      ),
    }),
    policy(
      'Fraud is kept for good',
      calls({ wrapupCodes: [ref('wrapup', 'Fraud suspected')] }, { retainRecording: true }),
    ),
    policy('Night shift screens', calls(nightShift(ref('team', 'Support Night Shift')), screens(30))),
    policy(
      'Trainees',
      calls({ forUsers: references.user.slice(10, 14).map(({ id }) => ({ id })) }, screens(14)),
    ),
    policy('Export of payments', {
      ...calls(
        { forQueues: [ref('queue', 'Payments Calls')] },
        {
          integrationExport: {
            integration: ref('integration', 'S3 export'),
            shouldExportScreenRecordings: false,
          },
        },
      ),
    }),
    policy('Last year', {
      ...calls({ dateRanges: ['2025-01-01T00:00:00.000Z/2025-12-31T23:59:59.999Z'] }, kept(30)),
    }),
    policy('Pilot', { enabled: false, ...calls({ languages: [ref('language', 'French')] }, screens(7)) }),
  ];
}

function kept(days: number): object {
  return { retainRecording: true, retentionDuration: { deleteRetention: { days } } };
}

function screens(days: number): object {
  return { initiateScreenRecording: { recordACW: false, deleteRetention: { days } } };
}

function nightShift(team: object): object {
  const slot = (day: number) => ({ day, startTime: '20:00:00.000', stopTime: '23:59:59.999' });
  return {
    teams: [team],
    timeAllowed: { timeZoneId: 'Europe/Berlin', empty: false, timeSlots: [1, 2, 3, 4, 5].map(slot) },
  };
}
