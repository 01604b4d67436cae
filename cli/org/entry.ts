// The commands that reach an org, as one bundle that is read only when one of them is run.
export { auditExport } from './commands/audit';
export { deploy, sync } from './commands/deploy';
export { facts } from './commands/facts';
export { orphansAttach, orphansDelete, orphansDownload, orphansList } from './commands/orphans';
export { plan } from './commands/plan';
export { pull } from './commands/pull';
export { retire } from './commands/retire';
export { status } from './commands/status';
export { undo } from './commands/undo';
