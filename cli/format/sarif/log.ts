import type { FindingDetails } from '../../validate/details';
import type { SilencedDiagnostic } from '../../validate/diagnostics';
import { escaped } from '../json-text';
import { type ReportedDiagnostic, type ValidationReport, worstFirst } from '../report';
import { BASE } from './places';
import { type Reported, ResultWriter } from './results';
import { INFORMATION_URI, reportingDescriptors } from './rules';

/** Code scanning refuses a run with more results. */
export const MAX_RESULTS = 25_000;

const KNOWN = { kind: 'external', justification: 'The baseline holds this finding.' } as const;

export interface SarifContext {
  readonly version: string;
  readonly details?: ReadonlyMap<ReportedDiagnostic, FindingDetails>;
  /** Findings that a baseline holds. */
  readonly accepted?: readonly ReportedDiagnostic[];
  readonly silenced?: readonly SilencedDiagnostic[];
  /** Codes of rules that failed. */
  readonly ruleFaults?: readonly string[];
}

/** SARIF 2.1.0 (OASIS), as code scanning takes it. Columns count UTF-16 code units. */
export function formatSarif(report: ValidationReport, context: SarifContext): string {
  const { version, details = new Map(), silenced = [], accepted = [], ruleFaults = [] } = context;
  const shown = new Set(worstFirst(report.diagnostics).slice(0, MAX_RESULTS));
  const results: Reported[] = report.diagnostics
    .filter((d) => shown.has(d))
    .map((diagnostic) => ({ diagnostic }));
  const suppressed: Reported[] = [
    ...silenced.map(({ diagnostic, reason }) => ({
      diagnostic,
      suppression: { kind: 'inSource' as const, justification: reason },
    })),
    ...accepted.map((diagnostic) => ({ diagnostic, suppression: KNOWN })),
  ];
  results.push(...suppressed.slice(0, MAX_RESULTS - results.length));
  const left = report.diagnostics.length + suppressed.length - results.length;
  const codes = [...new Set(results.map(({ diagnostic }) => diagnostic.code))].sort();
  const writer = new ResultWriter(codes, details);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'recpolicy',
            semanticVersion: version,
            informationUri: INFORMATION_URI,
            rules: reportingDescriptors(codes),
          },
        },
        invocations: [
          {
            executionSuccessful: ruleFaults.length === 0,
            toolExecutionNotifications: notifications(left, ruleFaults),
          },
        ],
        originalUriBaseIds: { [BASE]: { description: { text: 'The top of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: results.map((reported) => writer.write(reported)),
      },
    ],
  };
  return `${escaped(JSON.stringify(log, null, 2))}\n`;
}

function notifications(left: number, ruleFaults: readonly string[]) {
  const list = ruleFaults.map((code) => ({
    level: 'error',
    message: { text: `The rule ${code} failed on a file, so that findings of it may be missing.` },
  }));
  if (left > 0)
    list.push({
      level: 'warning',
      message: { text: `Only the ${MAX_RESULTS} gravest findings are in this file. ${left} are left out.` },
    });
  return list;
}
