import { readFileSync } from 'node:fs';
import { fixAllIn } from '../../core/fix-all/fix-all';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { replaceDocument } from '../project/replace-document';
import { makeServices } from '../project/services';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';

/**
 * `recpolicy fix`: applies the safe fixes to the files. A file is written whole or not at all, and only where
 * it is still as it was read. Exit code 0: no error is left; 1: errors are left, or a file could not be
 * written.
 */
export async function fix(
  paths: readonly string[],
  options: { readonly dryRun?: boolean },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles(paths, terminal.cwd, services);
  const colours = coloursFor(terminal.stdout, terminal.env);
  const relative = relativeTo(terminal.cwd);
  let files = 0;
  let fixes = 0;
  let failed = 0;
  const fixed = new Map<string, string>();
  for (const note of loaded.notes) terminal.err(`recpolicy: ${sanitiseForTerminal(note)}\n`);
  for (const { path, reason } of loaded.oddities)
    if (reason === 'outside')
      terminal.err(
        `recpolicy: ${sanitiseForTerminal(relative(path))} is a link that leads out of the project, or to what is no part of it, so it was not touched.\n`,
      );
  for (const { path, detail } of loaded.unreadable)
    terminal.err(
      `recpolicy: ${sanitiseForTerminal(relative(path))} cannot be read (${detail}), so nothing in it was fixed.\n`,
    );
  for (const [n, path] of loaded.paths.entries()) {
    const { text } = loaded.document(n);
    const result = fixAllIn(loaded.workspace, path, text);
    if (result.text === text) continue;
    const problem = options.dryRun ? undefined : await replaceDocument(path, text, result.text, terminal.cwd);
    if (problem !== undefined) {
      terminal.err(
        `recpolicy: ${sanitiseForTerminal(relative(path))} was not changed: ${sanitiseForTerminal(problem)}\n`,
      );
      failed++;
      continue;
    }
    // What this file now says counts for the files after it.
    loaded.workspace.put(path, result.text);
    fixed.set(path, result.text);
    files++;
    fixes += result.applied.length;
    terminal.out(`${colours.bold(sanitiseForTerminal(relative(path)))}\n`);
    for (const a of result.applied)
      terminal.out(`  ${sanitiseForTerminal(a.title)}  ${colours.dim(a.code)}\n`);
  }
  // A dry run tells what would be left, so its fixed texts stand in for the files.
  const read = (path: string, n: number) =>
    options.dryRun ? (fixed.get(path) ?? loaded.document(n).text) : readFileSync(path, 'utf8');
  const left = errorsLeft(loaded.paths, loaded.workspace, relative, terminal, read);
  services.dispose();
  const did = options.dryRun ? 'would be applied' : 'applied';
  const errors = left === 1 ? '1 error' : `${left} errors`;
  const are = options.dryRun ? 'would be' : left === 1 ? 'is' : 'are';
  terminal.out(
    `${files > 0 ? '\n' : ''}${fixes} ${fixes === 1 ? 'fix' : 'fixes'} ${did} in ${files} ${files === 1 ? 'file' : 'files'}.`,
  );
  terminal.out(left > 0 ? ` ${errors} ${are} left: see recpolicy validate.\n` : '\n');
  return left > 0 || failed > 0 || loaded.unreadable.length > 0 ? 1 : 0;
}

function errorsLeft(
  paths: readonly string[],
  workspace: ReturnType<typeof loadFiles>['workspace'],
  relative: (path: string) => string,
  terminal: Terminal,
  read: (path: string, n: number) => string,
): number {
  let errors = 0;
  for (const [n, path] of paths.entries()) {
    try {
      const put = workspace.put(path, read(path, n));
      if (put !== undefined) errors += workspace.check(put.doc).filter((f) => f.severity === 'error').length;
    } catch (error) {
      terminal.err(
        `recpolicy: ${sanitiseForTerminal(relative(path))} cannot be read again: ${sanitiseForTerminal(String(error))}\n`,
      );
    }
  }
  return errors;
}
