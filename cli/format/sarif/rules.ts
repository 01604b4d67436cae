import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../../../core/findings/finding';
import { rules } from '../../../core/generated/rules';
import { homepage } from '../../../package.json';

export const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export const INFORMATION_URI = homepage;

const PAGES_URI = `${homepage.replace(/#.*$/, '')}/blob/main/docs/rules`;

/** Families of codes whose findings are about what is protected, and who sees it. */
const SECURITY = /^(?:audit|compliance|ip-range|mask|psr|retention|ttl)-/;

/** The descriptors of the rules of these codes. */
export function reportingDescriptors(codes: readonly string[]) {
  const pages = rulePages();
  return codes.map((code) => {
    const rule = rules.find((r) => r.code === code);
    const title = rule?.title ?? code;
    const page = pages[`${code}.md`];
    return {
      id: code,
      shortDescription: { text: title },
      fullDescription: { text: (page && summaryOf(page)) || title },
      help: page === undefined ? { text: title } : { text: page, markdown: page },
      ...(rule === undefined
        ? {}
        : {
            helpUri: `${PAGES_URI}/${code}.md`,
            defaultConfiguration: { level: LEVEL[rule.severity] },
            properties: { tags: [...(SECURITY.test(code) ? ['security'] : []), ...rule.kinds] },
          }),
    };
  });
}

/**
 * The documentation of the rules by the names of its pages; empty where it is not installed beside the
 * program.
 */
function rulePages(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(join(__dirname, 'rule-pages.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** The first paragraph under a page's heading. */
function summaryOf(page: string): string {
  return (page.split(/\r?\n\s*\r?\n/)[1] ?? '').replaceAll(/\s*\n\s*/g, ' ').trim();
}
