import { OrgError } from '../transport/errors/org-error';
import { isRecord } from '../transport/http/json';
import type { RunFiles } from './run-files';

/** What a lock needs to know of processes. */
export interface ProcessInfo {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  /** Tells this process from an earlier one with the same id; undefined where the system does not say. */
  readonly born: string | undefined;
  alive(pid: number, born: string | undefined): boolean;
}

/** Who holds a lock. */
export interface LockHolder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  readonly born?: string;
  /** ISO 8601. */
  readonly since: string;
  readonly command: string;
}

export class LockedError extends OrgError {
  constructor(
    org: string,
    readonly holder: LockHolder,
    path: string,
    self: ProcessInfo,
  ) {
    const elsewhere = holder.host !== self.host;
    super({
      kind: 'locked',
      org,
      what:
        holder === UNKNOWN
          ? 'the lock of this environment cannot be read, so another run may be at work'
          : `"${holder.command}" of ${holder.user} on ${holder.host} (process ${holder.pid}, since ${holder.since}) is at work on this environment`,
      written: 'Nothing was written.',
      advice: elsewhere
        ? `Wait until it has ended. If it is certain that it no longer runs there, remove ${path}.`
        : 'Wait until it has ended, or stop it, then run the command again.',
    });
    this.name = 'LockedError';
  }
}

export interface LockOptions {
  readonly org: string;
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly wall: number;
  /** Told when the lock of a process that no longer exists was taken over. */
  readonly onTakeOver?: (holder: LockHolder) => void;
  readonly name?: string;
}

/** Holds an environment for one engine at a time, across processes. */
export class Lock {
  private constructor(
    private readonly files: RunFiles,
    private readonly name: string,
    private readonly holder: LockHolder,
  ) {}

  static async acquire(files: RunFiles, self: ProcessInfo, options: LockOptions): Promise<Lock> {
    const name = options.name ?? 'lock.json';
    const id = `${self.pid}-${Math.random().toString(36).slice(2, 10)}`;
    const { pid, host, user, born } = self;
    const since = new Date(options.wall).toISOString();
    const holder: LockHolder = {
      id,
      pid,
      host,
      user,
      ...(born === undefined ? {} : { born }),
      since,
      command: options.command,
    };
    for (let tries = 0; tries < 20; tries++) {
      if (await files.createExclusive(name, holder)) return new Lock(files, name, holder);
      const current = await readHolder(files, name);
      if (current === 'gone') continue;
      if (isDead(current, self)) {
        if (await replaceStaleLock(files, name, current, holder, self)) {
          options.onTakeOver?.(current);
          return new Lock(files, name, holder);
        }
        continue;
      }
      throw new LockedError(options.org, current, files.path(name), self);
    }
    const current = await readHolder(files, name);
    throw new LockedError(options.org, current === 'gone' ? UNKNOWN : current, files.path(name), self);
  }

  /** Gives the lock back, unless somebody else holds it by now. */
  async release(): Promise<void> {
    const current = await readHolder(this.files, this.name);
    if (current !== 'gone' && current.id === this.holder.id) await this.files.remove(this.name);
  }
}

const UNKNOWN: LockHolder = {
  id: '',
  pid: 0,
  host: 'unknown host',
  user: 'unknown user',
  since: 'unknown',
  command: 'an unknown command',
};

async function readHolder(files: RunFiles, name: string): Promise<LockHolder | 'gone'> {
  const read = await files.read(name);
  if (read.kind === 'absent') return 'gone';
  return read.kind === 'json' && isHolder(read.value) ? read.value : UNKNOWN;
}

function isHolder(value: unknown): value is LockHolder {
  return (
    isRecord(value) &&
    Number.isInteger(value['pid']) &&
    ['id', 'host', 'user', 'since', 'command'].every((key) => typeof value[key] === 'string') &&
    (value['born'] === undefined || typeof value['born'] === 'string')
  );
}

/** Only of a process of this machine can it be known that it is gone. */
function isDead(holder: LockHolder, self: ProcessInfo): boolean {
  return holder.id !== '' && holder.host === self.host && !self.alive(holder.pid, holder.born);
}

/**
 * Replaces a dead holder. Of several processes that find the same dead holder one makes the claim file, whose
 * name is that holder's, and only it may replace the lock: a lock taken meanwhile is never touched.
 */
async function replaceStaleLock(
  files: RunFiles,
  name: string,
  dead: LockHolder,
  holder: LockHolder,
  self: ProcessInfo,
): Promise<boolean> {
  const claim = `${name}.claim-${dead.id.replace(/[^a-z0-9-]/gi, '')}`;
  if (!(await files.createExclusive(claim, holder))) {
    const claimant = await readHolder(files, claim);
    if (claimant !== 'gone' && isDead(claimant, self)) await files.remove(claim);
    return false;
  }
  try {
    const current = await readHolder(files, name);
    if (current === 'gone' || current.id !== dead.id) return false;
    await files.write(name, holder);
    return true;
  } finally {
    await files.remove(claim);
  }
}
