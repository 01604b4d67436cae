import { describe, expect, it } from 'vitest';
import { checkFiles } from '../testing/check';

/** The example policy of the guide to managing policies by API, word for word. */
const EXAMPLE = String.raw`{
  "name": "PCI-Compliant-Payment-Terminal-Recording",
  "description": "Captures screen activity for agents handling payment terminal workflows. Retains for 90 days per PCI-DSS 12.10.",
  "enabled": true,
  "recordingType": "SCREEN",
  "targets": [
    {
      "type": "GROUP",
      "id": "{{group_id}}"
    }
  ],
  "retentionDays": 90,
  "complianceSettings": {
    "maskSensitiveData": true,
    "allowedMaskPatterns": ["\\b\\d{4}(-\\d{4}){2}\\b", "\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b"],
    "requireAgentConsent": false
  },
  "priority": 200,
  "evaluationMode": "STRICT"
}
`;

/**
 * True of the example: its patterns find no card number that is written without hyphens, and it claims PCI
 * DSS.
 */
const TRUE_OF_IT = new Set(['mask-delimiter-intolerant', 'mask-partial', 'mask-missing-kind']);

describe("the guide's example policy", () => {
  it('validates in a project without configuration', () => {
    const { findings } = checkFiles({ 'example.recpolicy.json': EXAMPLE }).get('example.recpolicy.json')!;
    const serious = findings.filter((f) => f.severity === 'error' || f.severity === 'warning');
    expect(serious.filter((f) => !TRUE_OF_IT.has(f.code))).toEqual([]);
    expect(serious.map((f) => f.code).sort()).toEqual(['mask-delimiter-intolerant', 'mask-missing-kind']);
  });
});
