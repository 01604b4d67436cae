import type { EnvironmentState } from '../model/org-model';
import { type EnvironmentRef, keyOf } from '../projects/projects';

/** The data that rows show; the time it was read does not count. */
type RowParts = readonly unknown[];

const partsOf = ({ endpoints, connected, status, error, busy, interrupted }: EnvironmentState): RowParts => [
  endpoints?.org,
  connected,
  status?.items,
  error,
  busy,
  interrupted?.name,
];

/** Remembers what rows were last made of, so that a look which found nothing new makes none anew. */
export class RowChanges {
  private readonly last = new Map<string, RowParts>();

  constructor(private readonly stateOf: (env: EnvironmentRef) => EnvironmentState) {}

  /** Whether an environment's rows would look other than when this was last asked. */
  changed(env: EnvironmentRef): boolean {
    const parts = partsOf(this.stateOf(env));
    const before = this.last.get(keyOf(env));
    this.last.set(keyOf(env), parts);
    return before === undefined || parts.some((part, i) => part !== before[i]);
  }
}
