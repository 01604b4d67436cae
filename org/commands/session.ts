import type { ProcessInfo } from '../state/lock';
import type { Clock } from '../transport/http/clock';
import type { PlanContext } from './plan/context';
import type { Plan, PlannedChange } from './plan/plan';

/** Everything one command needs to work on one environment; created by the engine. */
export interface OrgSession extends PlanContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly processInfo: ProcessInfo;
  /** The command as a lock names it. */
  readonly command: string;
}

/** A person's answer to a plan. A protected environment needs its name typed. */
export interface Approval {
  readonly approved: boolean;
  readonly typedName?: string;
}

export type Confirm = (plan: Plan) => Promise<Approval>;

/** How a change gets approved. */
export interface ApprovalRequest {
  /** Asked with the plan before anything is written. */
  readonly confirm: Confirm;
  /**
   * The approval was given before the plan was made (`--yes`), so that no time passes between plan and
   * writes. Otherwise both sides are read again after the confirmation, and anything that changed stops the
   * deploy.
   */
  readonly inAdvance?: boolean;
}

/** The result of one planned change. */
export interface ItemResult {
  readonly name: string;
  readonly kind: PlannedChange['kind'];
  readonly file?: string;
  readonly id?: string;
  readonly action: PlannedChange['action'];
  /** `unknown`: a write was sent and nothing could be learnt of its fate; the next run finds out. */
  readonly outcome: 'done' | 'failed' | 'conflict' | 'blocked' | 'not-tried' | 'unknown';
  /** For people: what happened and what to do. */
  readonly message: string;
  /** The error behind it, for the Problems panel. */
  readonly error?: unknown;
  /** Zero-based line in the file the message concerns. */
  readonly line?: number;
  /** Fields that the org stores otherwise than they were sent. */
  readonly storedOtherwise?: readonly {
    readonly path: string;
    readonly sent: unknown;
    readonly stored: unknown;
  }[];
}

/** Exit codes of deploy, pull and status. */
export type ExitCode = 0 | 1 | 3;
