import { jsonText } from './json-text';
import type { Report } from './report';

/** The report as one JSON object. */
export function formatJson(report: Report): string {
  return jsonText(report);
}
