import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';
import { answerSchemas, compileValidators, requestSchemas } from './openapi-validators.mjs';

const root = new URL('../../', import.meta.url);
const source = new URL('schemas/openapi/org-api.json', root);
const generated = new URL('schemas/generated/', root);

/**
 * Writes to schemas/generated/, all from schemas/openapi/org-api.json:
 * - org-api.d.ts: types of every operation and schema;
 * - org-api-answers.js: validators of answers (client and local org);
 * - org-api-requests.js: validators of requests (local org only, so that the client does not carry them).
 */
export async function generateOpenApi() {
  const document = JSON.parse(await readFile(source, 'utf8'));
  await mkdir(generated, { recursive: true });
  const types = astToString(await openapiTS(structuredClone(document)));
  await writeFile(new URL('org-api.d.ts', generated), types);
  await writeModule('org-api-answers', compileValidators(document, answerSchemas(document)));
  await writeModule(
    'org-api-requests',
    compileValidators(document, requestSchemas(document), { coerceQuery: true }),
  );
}

/** Bundles generated code with the pieces of ajv's runtime that it needs, so that nothing but the file itself ships. */
async function writeModule(name, { code, types }) {
  await build({
    stdin: { contents: code, resolveDir: fileURLToPath(root), sourcefile: `${name}.js` },
    outfile: fileURLToPath(new URL(`${name}.js`, generated)),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    logLevel: 'warning',
  });
  await writeFile(new URL(`${name}.d.ts`, generated), types);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateOpenApi();
