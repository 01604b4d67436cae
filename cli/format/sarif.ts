import type { Severity } from '../../core/findings/finding';
import { rules } from '../../core/generated/rules';
import type { Report } from './report';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS), as code scanning takes it. Columns count UTF-16 code units from 1. */
export function formatSarif(report: Report, version: string): string {
  const used = [...new Set(report.diagnostics.map((d) => d.code))].sort();
  const region = (range: Report['diagnostics'][number]['range']) => ({
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  });
  const location = (file: string, range: Report['diagnostics'][number]['range']) => ({
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file), uriBaseId: 'PROJECT' },
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
              return {
                id: code,
                shortDescription: { text: rule?.title ?? code },
                ...(rule === undefined ? {} : { defaultConfiguration: { level: LEVEL[rule.severity] } }),
              };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.diagnostics.map((d) => ({
          ruleId: d.code,
          ruleIndex: used.indexOf(d.code),
          level: LEVEL[d.severity],
          message: { text: d.message },
          locations: [location(d.file, d.range)],
          ...(d.related.length === 0
            ? {}
            : {
                relatedLocations: d.related.map((r, id) => ({
                  id,
                  ...location(r.file, r.range),
                  message: { text: r.message },
                })),
              }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
