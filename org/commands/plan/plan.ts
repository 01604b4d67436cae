import type { Organization } from '../../backends/backend';
import type { PolicyPayload } from '../../model/policy/payload';
import type { LoweredTarget } from './lowered';

export type PlanAction = 'create' | 'update' | 'none' | 'conflict' | 'remote-only' | 'removed' | 'blocked';

/**
 * One field that differs: `from` is the org's value, `to` the one that would be written; absent values are
 * left out.
 */
export interface FieldChange {
  /** JSON pointer. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** Fewer people are protected by the change, or are protected less. */
  readonly lowersProtection?: boolean;
}

/** A reason why a change is not made. */
export interface Blocker {
  readonly code: string;
  readonly message: string;
  /** `deploy`: nothing at all is written while it stands. `item`: this one is left alone, others go on. */
  readonly stops: 'deploy' | 'item';
  /** Zero-based line in the file, where one is concerned. */
  readonly line?: number;
}

/** To what a change is pinned: if any of it differs later, the plan is stale. */
export interface Pin {
  readonly id: string | undefined;
  readonly etag: string | undefined;
  /** SHA-256 of the file's text; absent where there is no file. */
  readonly fileHash: string | undefined;
}

/** What the plan says of one policy or of the recording settings. */
export interface PlannedChange {
  readonly action: PlanAction;
  readonly kind: 'policy' | 'recording-settings' | 'orphaned-recording';
  readonly name: string;
  readonly file?: string;
  readonly id?: string;
  readonly fields: readonly FieldChange[];
  /** Why this action, in words for people. */
  readonly reason: string;
  readonly pin: Pin;
  readonly blockers: readonly Blocker[];
  /** What the file means, variables filled in. */
  readonly local?: PolicyPayload;
  /** What the org has. */
  readonly remote?: PolicyPayload;
  /** The last common base. */
  readonly base?: PolicyPayload;
  /** What would be written: the file's meaning with the org's own changes merged in. */
  readonly desired?: PolicyPayload;
  /** The org's changes, which a deploy also brings into the file. */
  readonly intoFile?: readonly FieldChange[];
  /** Fields both sides changed, for a conflict: base, ours, theirs. */
  readonly clashes?: readonly {
    readonly path: string;
    readonly base: unknown;
    readonly ours: unknown;
    readonly theirs: unknown;
  }[];
  /** State that a `none` makes true (first match by name, both changed alike): saved by the next deploy. */
  readonly agreesAlready?: boolean;
  /**
   * There is no common base, and the sides differ: a conflict, or an update by which the file replaces what
   * the org has.
   */
  readonly neverDeployed?: boolean;
  /** What is done to it and cannot be undone. */
  readonly irreversible?: 'retire' | 'delete' | 'attach';
  /** The same for the recording settings, whose object is not a policy. */
  readonly settings?: {
    readonly local: Readonly<Record<string, unknown>>;
    readonly remote: Readonly<Record<string, unknown>>;
    readonly desired: Readonly<Record<string, unknown>>;
  };
}

/** One write, in the order in which they are made. */
export interface PlanStep {
  /** Index into `changes`. */
  readonly change: number;
  /** What is sent; differs from the change's `desired` for a temporary step. */
  readonly payload: PolicyPayload;
  /**
   * Makes way for other writes and is followed by the final one: without it two policies would collide
   * meanwhile.
   */
  readonly temporary: boolean;
}

/** What a deploy would do, pinned to what it was computed from. */
export interface Plan {
  readonly version: 1;
  readonly environment: string;
  /** The org as messages name it. */
  readonly org: string;
  /** The org's own id and name, where its API tells them. */
  readonly organization?: Organization;
  /** Where and as whom: endpoints and OAuth client. A deploy with another one is refused. */
  readonly identity: string;
  readonly protected: boolean;
  readonly changes: readonly PlannedChange[];
  readonly steps: readonly PlanStep[];
  /** Targets that are protected less afterwards, by the policies that hold for them. */
  readonly lowered: readonly LoweredTarget[];
  /** What is good to know before confirming. */
  readonly notes: readonly string[];
  /** Blockers that concern the whole environment. */
  readonly blockers: readonly Blocker[];
}

/** Changes that a deploy writes. */
export function writesOf(plan: Plan): readonly PlannedChange[] {
  return plan.changes.filter((c) => c.action === 'create' || c.action === 'update');
}

/** How much lowers the protection: fields that are written, policies that are retired. */
export function loweringCount({ changes }: Pick<Plan, 'changes'>): number {
  return changes.reduce((n, c) => n + loweringIn(c), 0);
}

function loweringIn(c: PlannedChange): number {
  return c.irreversible === 'retire' ? 1 : c.fields.filter((f) => f.lowersProtection === true).length;
}

/** The changes that lower the protection, then the others, each in its order. */
export function loweringFirst(changes: readonly PlannedChange[]): PlannedChange[] {
  return changes.toSorted((a, b) => Number(loweringIn(b) > 0) - Number(loweringIn(a) > 0));
}

/** Policies that a deploy retires. */
export function removalsOf(plan: Plan): readonly PlannedChange[] {
  return plan.changes.filter((c) => c.action === 'removed' && c.irreversible === 'retire');
}

/** 0 nothing to do, 2 changes (or conflicts to solve, or files that are gone), 1 something cannot be done. */
export function planExitCode(plan: Plan): 0 | 1 | 2 {
  if (plan.blockers.length > 0 || plan.changes.some((c) => c.action === 'blocked')) return 1;
  const differs: readonly PlanAction[] = ['create', 'update', 'conflict', 'removed'];
  return plan.changes.some((c) => differs.includes(c.action)) ? 2 : 0;
}

/** The plan as `plan --format json` prints it. */
export function planJson(plan: Plan): object {
  return {
    version: 1,
    environment: plan.environment,
    ...(plan.organization === undefined ? {} : { organization: plan.organization }),
    lowersProtection: loweringCount(plan),
    lowered: plan.lowered,
    changes: loweringFirst(plan.changes).map((c) => ({
      action: c.action,
      kind: c.kind,
      name: c.name,
      ...(c.file === undefined ? {} : { file: c.file }),
      ...(c.id === undefined ? {} : { id: c.id }),
      fields: c.fields.map((f) => ({ ...f, lowersProtection: f.lowersProtection === true })),
      reason: c.reason,
    })),
  };
}

/** Whether a change writes to the org. */
export function isWrite(c: PlannedChange): boolean {
  return c.action === 'create' || c.action === 'update';
}
