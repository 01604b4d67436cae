/** A change that the org applied. Tests compare it with what the client was told. */
export interface WriteRecord {
  n: number;
  /** The request that caused it; absent for a change made through the control API. */
  request?: number;
  /** ISO time. */
  at: string;
  /** Client id, or the name given to another editor. */
  by: string;
  action: 'create' | 'update' | 'delete';
  kind: 'policy' | 'recording-settings' | 'orphan-recording';
  id: string;
  name?: string;
  before?: unknown;
  after?: unknown;
  /** Entity tag before and after, where the kind has one. */
  etagBefore?: string;
  etag?: string;
  ifMatch?: string;
  /** Active sessions that a deletion cut off from their policy. */
  activeSessions?: number;
}

export class WriteLog {
  readonly records: WriteRecord[] = [];
  private counter = 0;

  add(record: Omit<WriteRecord, 'n'>): WriteRecord {
    const complete = { n: ++this.counter, ...structuredClone(record) };
    this.records.push(complete);
    return complete;
  }

  clear(): void {
    this.records.length = 0;
    this.counter = 0;
  }
}
