import { jsonText } from './json-text';
import type { ValidationReport } from './report';

/** The report as one JSON object. */
export function formatJson(report: ValidationReport): string {
  return jsonText(report);
}
