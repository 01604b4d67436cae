import { OrgError } from '../errors/org-error';
import { joinPath } from '../files';
import { isRecord } from '../http/json';
import type { RunFiles } from './run-files';
import { parse, textOf } from './store';

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
      what: `"${holder.command}" of ${holder.user} on ${holder.host} (process ${holder.pid}, since ${holder.since}) is at work on this environment`,
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
    private readonly path: string,
    private readonly holder: LockHolder,
  ) {}

  static async take(files: RunFiles, self: ProcessInfo, options: LockOptions): Promise<Lock> {
    await files.ignored();
    const path = files.paths.runFile(options.name ?? 'lock.json');
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
      if (await files.fs.createExclusive(path, textOf(holder))) return new Lock(files, path, holder);
      const current = await readHolder(files, path);
      if (current === 'gone') continue;
      if (isDead(current, self)) {
        if (await takeOver(files, path, current, holder, self)) {
          options.onTakeOver?.(current);
          return new Lock(files, path, holder);
        }
        continue;
      }
      throw new LockedError(options.org, current, relative(files, path), self);
    }
    const current = await readHolder(files, path);
    throw new LockedError(options.org, current === 'gone' ? UNKNOWN : current, relative(files, path), self);
  }

  /** Gives the lock back, unless somebody else holds it by now. */
  async release(): Promise<void> {
    const current = await readHolder(this.files, this.path);
    if (current !== 'gone' && current.id === this.holder.id) await this.files.fs.remove(this.path);
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

async function readHolder(files: RunFiles, path: string): Promise<LockHolder | 'gone'> {
  const text = await files.fs.readText(path);
  if (text === undefined) return 'gone';
  const value = parse(text);
  if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['pid'] !== 'number') return UNKNOWN;
  return { ...UNKNOWN, ...(value as Partial<LockHolder>) } as LockHolder;
}

/** Only of a process of this machine can it be known that it is gone. */
function isDead(holder: LockHolder, self: ProcessInfo): boolean {
  return holder.id !== '' && holder.host === self.host && !self.alive(holder.pid, holder.born);
}

/**
 * Replaces a dead holder. Of several processes that find the same dead holder one makes the claim file, whose name is that
 * holder's, and only it may replace the lock: a lock taken meanwhile is never touched.
 */
async function takeOver(
  files: RunFiles,
  path: string,
  dead: LockHolder,
  holder: LockHolder,
  self: ProcessInfo,
): Promise<boolean> {
  const claim = joinPath(`${path}.claim-${dead.id.replace(/[^a-z0-9-]/gi, '')}`);
  if (!(await files.fs.createExclusive(claim, textOf(holder)))) {
    const claimant = await readHolder(files, claim);
    if (claimant !== 'gone' && isDead(claimant, self)) await files.fs.remove(claim);
    return false;
  }
  try {
    const current = await readHolder(files, path);
    if (current === 'gone' || current.id !== dead.id) return false;
    await files.fs.writeText(path, textOf(holder));
    return true;
  } finally {
    await files.fs.remove(claim);
  }
}

function relative(files: RunFiles, path: string): string {
  return path.slice(path.indexOf('.recpolicy'), undefined) || files.paths.run;
}
