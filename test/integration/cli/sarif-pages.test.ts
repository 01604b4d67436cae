import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { makeReport } from '../../../cli/format/report';
import type { formatSarif } from '../../../cli/format/sarif/log';
import { writeRulePages } from '../../../scripts/build/rule-pages.mjs';

describe('SARIF of the built program', () => {
  it('brings the page of each rule, where they stand beside the program as the build puts them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recpolicy-sarif-'));
    try {
      const outfile = join(folder, 'sarif.cjs');
      const entry = fileURLToPath(new URL('../../../cli/format/sarif/log.ts', import.meta.url));
      await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: 'node',
        mainFields: ['module', 'main'],
      });
      writeRulePages(folder);
      const built: { formatSarif: typeof formatSarif } = createRequire(outfile)(outfile);
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
      const found = { file: 'a.json', range, code: 'user-target', message: 'm', related: [], fixes: [] };
      const report = makeReport(1, [{ ...found, severity: 'warning' }]);
      const log = JSON.parse(built.formatSarif(report, { version: '1.2.3' }));
      const page = readFileSync(new URL('../../../docs/rules/user-target.md', import.meta.url), 'utf8');
      expect(log.runs[0].tool.driver.rules[0].help.markdown).toBe(page);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
