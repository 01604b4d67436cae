import type { DocumentKind } from '../../document/kinds';
import { t } from '../../l10n';
import { ItemKind } from '../shared/item-kinds';
import type { Proposals } from './proposals';

interface Skeleton {
  readonly label: string;
  readonly title: () => string;
  readonly body: readonly string[];
}

/** Whole files to start from, by kind, as snippets. */
export const SKELETONS: Readonly<Record<DocumentKind, readonly Skeleton[]>> = {
  policy: [
    {
      label: 'policy',
      title: () => t('A screen recording policy for one group'),
      body: [
        '{',
        '\t"name": "${1:Department}_${2:Purpose}_Recording",',
        '\t"description": "${3:What this policy is for.}",',
        '\t"enabled": ${4|true,false|},',
        '\t"recordingType": "SCREEN",',
        '\t"targets": [{ "type": "${5|GROUP,LOCATION,SKILL,USER|}", "id": "${6:group-id}" }],',
        '\t"retentionDays": ${7:90},',
        '\t"priority": ${8:200},',
        '\t"evaluationMode": "${9|STRICT,BEST_EFFORT|}"',
        '}',
        '',
      ],
    },
    {
      label: 'policy with masks',
      title: () => t('A screen recording policy that masks card numbers'),
      body: [
        '{',
        '\t"name": "${1:Payments}_${2:CardEntry}_Recording",',
        '\t"description": "${3:What this policy is for.}",',
        '\t"enabled": ${4|true,false|},',
        '\t"recordingType": "SCREEN",',
        '\t"targets": [{ "type": "${5|GROUP,LOCATION,SKILL,USER|}", "id": "${6:group-id}" }],',
        '\t"retentionDays": ${7:90},',
        '\t"complianceSettings": {',
        '\t\t"maskSensitiveData": true,',
        '\t\t"allowedMaskPatterns": ["${8:\\\\\\\\b\\\\\\\\d{4\\}[- ]?\\\\\\\\d{4\\}[- ]?\\\\\\\\d{4\\}[- ]?\\\\\\\\d{4\\}\\\\\\\\b}"],',
        '\t\t"requireAgentConsent": ${9|false,true|}',
        '\t},',
        '\t"priority": ${10:200},',
        '\t"evaluationMode": "STRICT"',
        '}',
        '',
      ],
    },
  ],
  mediaPolicy: [
    {
      label: 'media retention policy',
      title: () => t('Calls of one queue, with the screens of their agents'),
      body: [
        '{',
        '\t"name": "${1:Department}_${2:Purpose}",',
        '\t"description": "${3:What this policy is for.}",',
        '\t"enabled": ${4|true,false|},',
        '\t"mediaPolicies": {',
        '\t\t"callPolicy": {',
        '\t\t\t"conditions": { "forQueues": ["{{queue:${5:Sales}\\}\\}"] },',
        '\t\t\t"actions": {',
        '\t\t\t\t"retainRecording": true,',
        '\t\t\t\t"retentionDuration": { "deleteRetention": { "days": ${6:365} } },',
        '\t\t\t\t"initiateScreenRecording": { "recordACW": ${7|false,true|}, "deleteRetention": { "days": ${8:90} } }',
        '\t\t\t}',
        '\t\t}',
        '\t}',
        '}',
        '',
      ],
    },
  ],
  settings: [
    {
      label: 'recording settings',
      title: () => t('The recording settings of one org'),
      body: [
        '{',
        '\t"maxSimultaneousStreams": ${1:1000},',
        '\t"recordingPlaybackUrlTtl": ${2:10},',
        '\t"recordingBatchDownloadUrlTtl": ${3:10},',
        '\t"regionalRecordingStorageEnabled": ${4|false,true|},',
        '\t"stopRecordingWhenOnlyExternalParticipants": ${5|true,false|}',
        '}',
        '',
      ],
    },
  ],
  psr: [
    {
      label: 'privileged session recording',
      title: () => t('Privileged session recording of chosen roles'),
      body: [
        '{',
        '\t"enabled": true,',
        '\t"roles": [',
        '\t\t{',
        '\t\t\t"name": "${1:Security Admin}",',
        '\t\t\t"tags": ["${2:Critical Access}"],',
        '\t\t\t"recordSessionActivity": true,',
        '\t\t\t"permissions": ["${3:Security > Roles > Edit}"]',
        '\t\t}',
        '\t],',
        '\t"retention": { "sessionVideoDays": ${4:90}, "accessLogDays": ${5:365} },',
        '\t"piiMasking": { "enabled": true },',
        '\t"auditExport": {',
        '\t\t"requestsPerMinute": ${6:50},',
        '\t\t"maxRecordsPerDay": ${7:10000},',
        '\t\t"maskFields": ["ipAddress", "userAgent"]',
        '\t}',
        '}',
        '',
      ],
    },
  ],
  config: [
    {
      label: 'project configuration',
      title: () => t('A project with one environment'),
      body: [
        '{',
        '\t"environments": {',
        '\t\t"${1:prod}": {',
        '\t\t\t"orgDomain": "${2:acme}",',
        '\t\t\t"protected": ${3|true,false|},',
        '\t\t\t"variables": {}',
        '\t\t}',
        '\t},',
        '\t"priorityBands": { "baseline": [100, 199], "department": [200, 299], "role": [300, 399] }',
        '}',
        '',
      ],
    },
  ],
  tests: [
    {
      label: 'policy test',
      title: () => t('A test of what happens to one agent'),
      body: [
        '{',
        '\t"tests": [',
        '\t\t{',
        '\t\t\t"name": "${1:Payment agents are kept 90 days}",',
        '\t\t\t"agent": { "groups": ["${2:group-id}"] },',
        '\t\t\t"expect": { "policy": "${3:Payments_CardEntry_Recording}", "retentionDays": ${4:90} }',
        '\t\t}',
        '\t]',
        '}',
        '',
      ],
    },
  ],
};

/** Whole-file skeletons, in a file that holds no value yet. */
export function proposeSkeletons(into: Proposals): void {
  for (const skeleton of SKELETONS[into.ctx.doc.kind]) {
    into.add({
      label: skeleton.label,
      kind: ItemKind.Snippet,
      snippet: skeleton.body.join('\n'),
      detail: skeleton.title(),
      filter: skeleton.label,
    });
  }
}
