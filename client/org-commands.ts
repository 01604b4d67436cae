/** The commands that reach an org. They exist everywhere; where they cannot run they say why. */
export const ORG_COMMANDS = [
  'connect',
  'signOut',
  'selectEnvironment',
  'refresh',
  'filterByName',
  'showChangedOnly',
  'showAll',
  'deploy',
  'deployEnvironment',
  'pull',
  'pullEnvironment',
  'compare',
  'retire',
  'merge',
  'markMerged',
  'undoLastDeploy',
  'resume',
  'openInOrg',
  'showOrphans',
  'showKnownOrphans',
  'playOrphan',
  'downloadOrphan',
  'deleteOrphan',
  'attachOrphan',
  'showAuditRecord',
  'exportAudit',
] as const;

export type OrgCommand = (typeof ORG_COMMANDS)[number];

export const commandId = (command: OrgCommand): string => `recpolicy.${command}`;
