import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { OrgTerminal } from '../org/terminal';
import { runProgram } from '../program';
import { fileIdentity } from '../project/files';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export type Files = Readonly<Record<string, string | Buffer | object>>;

/** Makes a folder with these files; it is removed after the test. */
export function project(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'recpolicy-cli-'));
  folders.push(folder);
  writeFiles(folder, files);
  return folder;
}

/** Writes files; values that are no text are written as JSON. */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(
      join(folder, name),
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
  }
}

export interface RunOptions {
  /** What is on standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What somebody at the terminal answers, question by question; absent: nobody is there. */
  readonly answers?: readonly string[];
}

export interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in this process. */
export function recpolicy(cwd: string, ...argv: string[]): Promise<RunResult> {
  return recpolicyWith({}, cwd, ...argv);
}

/** Runs the program in this process, with input, variables or answers. */
export async function recpolicyWith(
  { input = '', env = {}, answers }: RunOptions,
  cwd: string,
  ...argv: string[]
): Promise<RunResult> {
  let out = '';
  let err = '';
  const left = [...(answers ?? [])];
  const terminal: OrgTerminal = {
    cwd: fileIdentity(cwd),
    env: { XDG_STATE_HOME: process.env['XDG_STATE_HOME'], ...env },
    stdout: {},
    stderr: {},
    interactive: answers !== undefined,
    version: '0.0.0',
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readInput: () => input,
    ask: async (question) => {
      err += question;
      return left.shift();
    },
    onInterrupt: () => () => {},
    end: () => {},
  };
  return { code: await runProgram(argv, terminal), out, err };
}

/** A policy without any finding. */
export const policy = (more: object = {}) => ({
  name: 'Sales_Calls_Recording',
  enabled: true,
  recordingType: 'SCREEN',
  targets: [{ type: 'GROUP', id: 'sales' }],
  retentionDays: 90,
  priority: 100,
  evaluationMode: 'STRICT',
  ...more,
});
