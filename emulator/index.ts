import { runForParent } from './program';

export { runEmulatorCommand } from './command';
export type { OrgHandle } from './control/handle';
export { demoOrgs, emptyOrg, emptyOrgs } from './data';
export type { Fault, FaultAction, FaultMatch, FaultTiming, RetryAfter, ShapeChange } from './faults/types';
export type { Limits } from './limits';
export type { RequestRecord, ResponseEnd } from './log/requests';
export type { WriteRecord } from './log/writes';
export { startEmulator } from './start';
export type {
  OAuthClient,
  OrgState,
  StoredGroup,
  StoredOrphan,
  StoredPolicy,
  StoredSession,
} from './state/model';
export type { Emulator, EmulatorOptions } from './types';

// Forked as a program of its own, by the extension.
if (typeof require === 'function' && require.main === module && process.send !== undefined)
  void runForParent(process.argv.slice(2));
