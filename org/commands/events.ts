import type { RetryNotice } from '../transport/http/client';
import type { Plan } from './plan/plan';

/** The parts long work is shown in. */
export type Phase =
  | 'recover'
  | 'read-org'
  | 'plan'
  | 'confirm'
  | 'check'
  | 'wait-for-groups'
  | 'write'
  | 'read-back'
  | 'pull'
  | 'disable'
  | 'wait-for-sessions'
  | 'delete'
  | 'export'
  | 'download';

/** Events while a command runs. */
export type EngineEvent =
  | { readonly type: 'phase'; readonly phase: Phase; readonly message: string }
  /** `done` of `total` (undefined where it is not known); bytes, records or items by `unit`. */
  | {
      readonly type: 'progress';
      readonly phase: Phase;
      readonly done: number;
      readonly total: number | undefined;
      readonly unit: 'items' | 'records' | 'bytes' | 'seconds';
    }
  | { readonly type: 'plan'; readonly plan: Plan }
  | { readonly type: 'retry'; readonly notice: RetryNotice }
  /** Something a person should know that is no failure. */
  | { readonly type: 'notice'; readonly message: string };

export type Emit = (event: EngineEvent) => void;
