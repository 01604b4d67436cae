import type { FieldChange } from '../plan/plan';
import type { ExitCode } from '../session';

export interface PullRequest {
  /** Only these files (relative to the project) and, of policies without a file, none; absent: everything. */
  readonly files?: readonly string[];
  /** Only these policies of the org, by id: to fetch ones that have no file yet. */
  readonly ids?: readonly string[];
  /** Works out what would happen and writes nothing. */
  readonly dryRun?: boolean;
}

export interface PulledItem {
  readonly name: string;
  readonly kind: 'policy' | 'recording-settings';
  readonly id?: string;
  readonly file?: string;
  /**
   * `kept`: only the file changed, or nothing did. `gone`: deleted in the org; the file stays. `left`: no
   * file can express it. `removed`: its file was removed here, and is not brought back.
   */
  readonly outcome:
    | 'created'
    | 'updated'
    | 'merged'
    | 'unchanged'
    | 'kept'
    | 'gone'
    | 'left'
    | 'removed'
    | 'conflict'
    | 'failed';
  readonly message: string;
  /** What changed in the file (`from` the file, `to` the org), or clashes. */
  readonly fields: readonly FieldChange[];
}

export interface PullResult {
  readonly items: readonly PulledItem[];
  readonly exitCode: ExitCode;
  readonly summary: string;
}
