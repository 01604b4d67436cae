import { readFileSync } from 'node:fs';
import { inRepo } from '../lib/repo.mjs';

/** @typedef {import('./third-parties.mjs').ThirdParty} ThirdParty */

/**
 * @param {ThirdParty} party the address of a package that scanners know, without its version for one that
 *   states none
 */
function packageUrl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}${version === undefined ? '' : `@${version}`}`;
}

/** The hashes that package-lock.json has of a package: `sha512-BASE64`. @param {ThirdParty} party */
function hashesOf({ name, version }) {
  const { packages } = JSON.parse(readFileSync(inRepo('package-lock.json'), 'utf8'));
  const entry = Object.entries(packages).find(
    ([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version === version,
  );
  const base64 = /^sha512-(.+)$/.exec(entry?.[1].integrity ?? '')?.[1];
  return base64 === undefined
    ? []
    : [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }];
}

/** @param {ThirdParty} party */
function component(party) {
  const hashes = hashesOf(party);
  return {
    type: 'library',
    'bom-ref': packageUrl(party),
    name: party.name,
    ...(party.version === undefined ? {} : { version: party.version }),
    licenses: [{ license: { id: party.license } }],
    purl: packageUrl(party),
    ...(hashes.length > 0 ? { hashes } : {}),
  };
}

/**
 * A bill of materials in CycloneDX 1.6: what is in the bundles, not what building them takes. The same
 * bundles give the same text: it holds no time and no random number.
 * @param {readonly ThirdParty[]} parties
 */
export function sbomText(parties) {
  const { name, version, license } = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
  const ours = `pkg:npm/${name}@${version}`;
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': ours,
        name,
        version,
        licenses: [{ license: { id: license } }],
        purl: ours,
      },
    },
    components: parties.map(component),
    dependencies: [{ ref: ours, dependsOn: parties.map(packageUrl) }],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
