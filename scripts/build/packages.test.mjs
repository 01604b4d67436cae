import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepo } from '../lib/repo.mjs';
import { bundleAll } from './bundle.mjs';
import { makeNpmPackage } from './npm-package.mjs';
import { writeRulePages } from './rule-pages.mjs';
import { sbomText } from './sbom.mjs';
import { noticesText, thirdParties } from './third-parties.mjs';

const root = mkdtempSync(join(tmpdir(), 'recpolicy-packages-'));
/** @type {string[]} */
let files;
/** @type {import('./third-parties.mjs').ThirdParty[]} */
let parties;

beforeAll(async () => {
  files = await bundleAll(root);
  parties = thirdParties(files);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('third-party notices', () => {
  it('name each package that a bundle has a file of, with its licence and copyright', () => {
    const folders = new Set(
      files.flatMap((file) => /^(?:.*node_modules\/)(@[^/]+\/[^/]+|[^/]+)\//.exec(file)?.[1] ?? []),
    );
    expect(folders.size).toBeGreaterThan(10);
    const text = noticesText(parties);
    for (const name of folders) {
      const found = parties.find((party) => party.name === name);
      expect(found?.notice, name).toMatch(/copyright|permission is hereby granted|blue oak/i);
      expect(text).toContain(found?.notice);
    }
  });

  it('hold the text of the Apache licence where something is under it', () => {
    const under = parties.some(({ license }) => license === 'Apache-2.0');
    expect(/^\s+TERMS AND CONDITIONS FOR USE, REPRODUCTION/m.test(noticesText(parties))).toBe(under);
  });

  it('name what stands in generated code', () => {
    expect(parties.map(({ name }) => name)).toContain('ajv');
  });
});

describe('the bill of materials', () => {
  it('holds the same packages, each with a package URL, and hashes of what npm has', () => {
    const bom = JSON.parse(sbomText(parties));
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bom.components.map((/** @type {{ name: string }} */ c) => c.name)).toEqual(
      parties.map(({ name }) => name),
    );
    for (const { purl, hashes } of bom.components) {
      expect(purl).toMatch(/^pkg:npm\//);
      if (purl.startsWith('pkg:npm')) expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
    }
  });
});

describe('the npm package', () => {
  it('works where it is installed in an empty folder, without any dependency', async () => {
    writeFileSync(join(root, 'ThirdPartyNotices.txt'), noticesText(parties));
    writeRulePages(root);
    const tarball = await makeNpmPackage(root, root);
    const home = mkdtempSync(join(root, 'home-'));
    writeFileSync(join(home, 'package.json'), '{ "private": true }');
    const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
      execFileSync(command, args, { cwd: home, encoding: 'utf8', shell: process.platform === 'win32' });
    run('npm', 'install', '--offline', '--no-audit', '--no-fund', tarball);
    const installed = join(home, 'node_modules', 'recpolicy');
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'recpolicy',
    ]);
    const shipped = readdirSync(installed, { recursive: true }).map(String);
    expect(shipped.filter((name) => /client|\.map$|\.vsix$/.test(name))).toEqual([]);
    expect(readFileSync(join(installed, 'dist', 'ThirdPartyNotices.txt'), 'utf8')).toBe(noticesText(parties));
    const { version, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
    expect(run('npx', '--no-install', 'recpolicy', '--version').trim()).toBe(version);
    // Rules, messages, masks and their worker are all there.
    expect(run('npx', '--no-install', 'recpolicy', 'validate', inRepo('samples', 'clean'))).toMatch(
      / files checked, nothing found\.$/m,
    );
  }, 120_000);
});
