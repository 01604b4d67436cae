/**
 * Bundles the product into dist/, with the notices of all libraries in it and a bill of materials.
 *
 *   npm run build [-- --dev] [-- --no-generate]
 *
 * --dev: readable code · --no-generate: what is derived from the sources is up to date
 */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleAll } from './build/bundle.mjs';
import { writeRulePages } from './build/rule-pages.mjs';
import { sbomText } from './build/sbom.mjs';
import { noticesText, thirdParties } from './build/third-parties.mjs';
import { inRepo } from './lib/repo.mjs';

const started = Date.now();
if (!process.argv.includes('--no-generate')) await import('./generate.mjs');
// Bundles are moved into place whole: an editor that runs from dist/ never finds one half-written or missing.
const staging = inRepo('dist', `.staging-${process.pid}`);
mkdirSync(staging, { recursive: true });
try {
  const parties = thirdParties(await bundleAll(staging, { dev: process.argv.includes('--dev') }));
  writeFileSync(join(staging, 'ThirdPartyNotices.txt'), noticesText(parties));
  writeFileSync(join(staging, 'sbom.cdx.json'), sbomText(parties));
  writeRulePages(staging);
  for (const name of readdirSync(staging)) renameSync(join(staging, name), inRepo('dist', name));
} finally {
  rmSync(staging, { recursive: true, force: true });
}
console.log(`built dist/ in ${Date.now() - started} ms`);
