import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../../core/findings/finding';
import { rules } from '../../core/generated/rules';
import { inert } from '../../core/text/one-line';
import { escaped } from './json-text';
import type { ValidationReport } from './report';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The base that relative addresses are resolved against: the root of the checked-out sources, as code
 * scanning calls it.
 */
const BASE = '%SRCROOT%';

/**
 * A relative reference (RFC 3986) to a file: encodeURI alone would leave "#" and "?" of a name to be read as
 * what parts an address.
 */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
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

/** SARIF 2.1.0 (OASIS), as code scanning takes it. Columns count UTF-16 code units from 1. */
export function formatSarif(report: ValidationReport, version: string): string {
  const pages = rulePages();
  const used = [...new Set(report.diagnostics.map((d) => d.code))].sort();
  const region = (range: ValidationReport['diagnostics'][number]['range']) => ({
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  });
  const location = (file: string, range: ValidationReport['diagnostics'][number]['range']) => ({
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: BASE },
      region: region(range),
    },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'recpolicy',
            semanticVersion: version,
            rules: used.map((code) => {
              const rule = rules.find((r) => r.code === code);
              const title = rule?.title ?? code;
              const page = pages[`${code}.md`];
              return {
                id: code,
                shortDescription: { text: title },
                fullDescription: { text: (page && summaryOf(page)) || title },
                help: page === undefined ? { text: title } : { text: page, markdown: page },
                ...(rule === undefined ? {} : { defaultConfiguration: { level: LEVEL[rule.severity] } }),
              };
            }),
          },
        },
        originalUriBaseIds: { [BASE]: { description: { text: 'The folder in which recpolicy ran.' } } },
        columnKind: 'utf16CodeUnits',
        results: report.diagnostics.map((d) => ({
          ruleId: d.code,
          ruleIndex: used.indexOf(d.code),
          level: LEVEL[d.severity],
          message: { text: inert(d.message) },
          locations: [location(d.file, d.range)],
          ...(d.related.length === 0
            ? {}
            : {
                relatedLocations: d.related.map((r, id) => ({
                  id,
                  ...location(r.file, r.range),
                  message: { text: inert(r.message) },
                })),
              }),
        })),
      },
    ],
  };
  return `${escaped(JSON.stringify(log, null, 2))}\n`;
}
