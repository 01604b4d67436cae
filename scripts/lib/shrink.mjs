import { readFile, rename, writeFile } from 'node:fs/promises';
import { minify } from 'terser';
import { inRepo } from './repo.mjs';

/** Bundles that are packaged and load with the extension; the mask analysers load only when a pattern needs them, and are left alone. */
const BUNDLES = ['client.js', 'client-org.js', 'server.js', 'emulator.js'];

/** Bundles that are mostly generated validators, in which much can be written shorter. */
const GENERATED = new Set(['emulator.js']);

/**
 * Renames what esbuild has minified once more: terser spends the shortest names where they compress best. Nothing else is changed in code
 * written by hand, so that what was tested unpackaged holds for the package too.
 */
export async function shrinkBundles() {
  for (const name of BUNDLES) {
    const path = inRepo('dist', name);
    const { code } = await minify(await readFile(path, 'utf8'), {
      compress: GENERATED.has(name) && { ecma: 2020 },
      // The server's bundle brings a `module` of its own where there is none.
      mangle: { toplevel: true, reserved: ['module', 'exports', 'require'] },
      format: { comments: false },
    });
    if (!code) throw new Error(`terser made nothing of dist/${name}.`);
    await writeFile(`${path}.shrunk`, code);
    await rename(`${path}.shrunk`, path);
  }
}
