import type { Report } from './report';

/** The report as one JSON object. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
