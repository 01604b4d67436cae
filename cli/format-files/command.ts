import { formattingOf } from '../../core/edit/edits';
import { formatDocument } from '../../core/features/formatting/formatting';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { replaceDocument } from '../project/replace-document';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { applyTextEdits } from './apply-text-edits';

/**
 * `recpolicy format`: lays the files out as the editor does. Only white space outside strings and comments
 * changes. Exit code 0: everything is formatted; 1: with `--check`, a file is not, or a file cannot be
 * formatted or written.
 */
export async function formatFiles(
  paths: readonly string[],
  options: { readonly check?: boolean; readonly quiet?: boolean },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles(paths, terminal.cwd, services);
  services.dispose();
  const relative = relativeTo(terminal.cwd);
  const say = (path: string, why: string) =>
    terminal.err(`recpolicy: ${sanitiseForTerminal(relative(path))} ${sanitiseForTerminal(why)}\n`);
  let changed = 0;
  let failed = 0;
  for (const { path, detail } of loaded.unreadable) {
    failed++;
    say(path, `cannot be read (${detail}), so it was not formatted.`);
  }
  for (const [n, path] of loaded.paths.entries()) {
    const doc = loaded.document(n);
    if (doc.root?.broken === true || (doc.root === undefined && doc.text.trim() !== '')) {
      failed++;
      say(path, 'has a syntax error, so it was not formatted. See recpolicy validate.');
      continue;
    }
    const formatted = applyTextEdits(
      doc,
      formatDocument(doc, { ...formattingOf(doc.text), insertFinalNewline: true }),
    );
    if (formatted === doc.text) continue;
    changed++;
    if (options.check !== true) {
      const problem = await replaceDocument(path, doc.text, formatted, terminal.cwd);
      if (problem !== undefined) {
        failed++;
        say(path, `was not changed: ${problem}`);
        continue;
      }
    }
    if (options.quiet !== true) terminal.out(`${sanitiseForTerminal(relative(path))}\n`);
  }
  if (options.quiet !== true) terminal.out(summary(changed, loaded.paths.length, options.check === true));
  return failed > 0 || (options.check === true && changed > 0) ? 1 : 0;
}

function summary(changed: number, files: number, check: boolean): string {
  const of = `${changed} of ${files} ${files === 1 ? 'file' : 'files'}`;
  if (!check) return `${of} formatted.\n`;
  return changed === 0
    ? `${of} would change.\n`
    : `${of} would change. Run recpolicy format to change ${changed === 1 ? 'it' : 'them'}.\n`;
}
