import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, ruleCodes, write } from './files.mjs';

/** The heading line and the first paragraph of a rule's page. */
function summary(page) {
  const lines = page.split('\n');
  const title = lines.find((l) => l.startsWith('# '))?.slice(2) ?? '';
  const body = page.slice(page.indexOf('\n') + 1).trim();
  return { title, first: body.split('\n\n')[0].replaceAll('\n', ' ') };
}

/** Default severity, read from the rule's source. */
function severityOf(code) {
  const source = readFileSync(join(root, 'core/rules', code, 'rule.ts'), 'utf8');
  return /severity: '(\w+)'/.exec(source)?.[1] ?? '';
}

/**
 * Puts each rule's page under docs/rules/ and makes the index of all rules. The source of a page stands
 * beside its rule.
 */
export async function generatePages() {
  const rows = [];
  for (const code of ruleCodes()) {
    const source = join(root, 'core/rules', code, 'page.md');
    if (!existsSync(source)) continue;
    const page = readFileSync(source, 'utf8');
    write(`docs/rules/${code}.md`, page);
    rows.push(
      `| [\`${code}\`](${code}.md) | ${severityOf(code)} | ${summary(page).first.replaceAll('|', '\\|')} |`,
    );
  }
  write(
    'docs/rules/README.md',
    `# Rules\n\nEach rule's page is made from \`core/rules/<code>/page.md\` by \`npm run generate\`.\n\n| code | default | reported when |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
  );
}
