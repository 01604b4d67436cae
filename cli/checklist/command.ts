import { consoleChecklist } from '../../core/features/checklist/checklist';
import { UsageError } from '../project/errors';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal, sanitiseLines } from '../terminal/text';

/**
 * `recpolicy checklist`: the steps in the console that put privileged-session settings into force, as
 * Markdown, for one file or for all of the project. Exit code 0; 2 where there is no such file.
 */
export async function checklist(file: string | undefined, terminal: Terminal): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles(file === undefined ? [] : [file], terminal.cwd, services);
  const relative = relativeTo(terminal.cwd);
  for (const { path, detail } of loaded.unreadable)
    terminal.err(
      `recpolicy: ${sanitiseForTerminal(relative(path))} cannot be read (${sanitiseForTerminal(detail)}).\n`,
    );
  const lists = loaded.paths.flatMap((path, n) => {
    const doc = loaded.document(n);
    if (doc.kind !== 'psr') return [];
    const findings = loaded.workspace.check(doc);
    const count = (severity: string) => findings.filter((f) => f.severity === severity).length;
    const source = { path: relative(path), errors: count('error'), warnings: count('warning') };
    return [consoleChecklist(doc.value, source)];
  });
  services.dispose();
  if (lists.length === 0)
    throw new UsageError(
      file === undefined
        ? 'No file ends in .psr.json here, so there is no checklist to make. Name a file, or run the command in a project that has one.'
        : `${file} holds no privileged-session settings, so there is no checklist to make. Name a file that ends in .psr.json.`,
    );
  terminal.out(sanitiseLines(lists.join('\n')));
  return 0;
}
