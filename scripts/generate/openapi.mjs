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
 * - org-api-validators.js: validators of requests and answers, together, since they share most schemas;
 * - org-api-outline.json: operations, security, headers and statuses without schemas and texts, so that the
 *   local org carries no more than it reads.
 */
export async function generateOpenApi() {
  const document = JSON.parse(await readFile(source, 'utf8'));
  await mkdir(generated, { recursive: true });
  const types = astToString(await openapiTS(structuredClone(document)));
  await writeFile(new URL('org-api.d.ts', generated), types);
  await writeModule(
    'org-api-validators',
    compileValidators(
      document,
      { ...answerSchemas(document), ...requestSchemas(document) },
      { coerceQuery: true },
    ),
  );
  await writeFile(new URL('org-api-outline.json', generated), `${JSON.stringify(outline(document))}\n`);
}

const LEFT_OUT = new Set(['schema', 'schemas', 'description', 'summary', 'example', 'examples', 'tags']);

function outline(document) {
  const { paths, components } = JSON.parse(
    JSON.stringify(document, (key, value) => (LEFT_OUT.has(key) ? undefined : value)),
  );
  return { paths, components };
}

/**
 * Bundles generated code with the pieces of ajv's runtime that it needs, so that nothing but the file itself
 * ships.
 */
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
