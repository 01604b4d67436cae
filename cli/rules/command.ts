import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules as allRules } from '../../core/generated/rules';
import { jsonText } from '../format/json-text';
import { UsageError } from '../project/errors';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { requireRule } from '../validate/options';

/** `recpolicy rules`: lists all rules, or shows the page of one. */
export async function rules(
  code: string | undefined,
  { format }: { readonly format: 'pretty' | 'json' },
  terminal: Terminal,
): Promise<number> {
  if (code !== undefined) requireRule(code);
  const chosen = allRules.filter((rule) => code === undefined || rule.code === code);
  const described = chosen.map(({ code, severity, title, kinds }) => ({ code, severity, title, kinds }));
  if (format === 'json') {
    terminal.out(
      jsonText(code === undefined ? { version: 1, rules: described } : { version: 1, ...described[0] }),
    );
    return 0;
  }
  if (code !== undefined) {
    terminal.out(pageOf(code));
    return 0;
  }
  const colours = coloursFor(terminal.stdout, terminal.env);
  const width = Math.max(...described.map((rule) => rule.code.length));
  for (const rule of described)
    terminal.out(`${colours.bold(rule.code.padEnd(width))}  ${rule.severity.padEnd(11)}  ${rule.title}\n`);
  return 0;
}

/**
 * The pages stand beside the program, as the build puts them; in the sources each lies in its rule's folder.
 */
function pageOf(code: string): string {
  const pages = read(join(__dirname, 'rule-pages.json'));
  const page = pages === undefined ? undefined : (JSON.parse(pages) as Record<string, string>)[`${code}.md`];
  const found = page ?? read(join(__dirname, '../../core/rules', code, 'page.md'));
  if (found === undefined)
    throw new UsageError(
      `The page of ${code} is not installed beside the program. Install recpolicy again, or read docs/rules in its repository.`,
    );
  return found.endsWith('\n') ? found : `${found}\n`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
