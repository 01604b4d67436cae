import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { readSchema, root, SCHEMAS, write } from './files.mjs';

/** Keywords of our own: texts for people and pointers to rules, nothing to validate. */
const VOCABULARY = [
  'x-limit',
  'x-rule',
  'x-aliases',
  'x-enumDescriptions',
  'x-patternMessage',
  'x-serverOwned',
  'x-minimum',
  'x-reference',
];

/** Texts for people; a validator carries the schema it refers to along, whole. */
const TEXTS = new Set([...VOCABULARY, 'title', 'description', 'examples', 'default']);

/** Keywords whose value maps names of the author's choice to schemas. */
const MAPS = new Set(['properties', 'definitions']);

/**
 * What there is to validate: without texts, and without limits that a rule with a code and a message of its
 * own watches.
 */
function validated(schema) {
  if (Array.isArray(schema)) return schema.map(validated);
  if (typeof schema !== 'object' || schema === null) return schema;
  const out = {};
  for (const [key, value] of Object.entries(schema)) {
    if (TEXTS.has(key)) continue;
    if (schema['x-rule'] !== undefined && (key === 'minimum' || key === 'maximum')) continue;
    out[key] = MAPS.has(key)
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, validated(inner)]))
      : validated(value);
  }
  return out;
}

/** Compiles one validator per document kind ahead of time: nothing is compiled from a schema at run time. */
export async function generateValidators() {
  const ajv = new Ajv({
    allErrors: true,
    validateFormats: false,
    // The rules have words of their own.
    messages: false,
    allowUnionTypes: true,
    // A definition is one function, however often it is referred to: half the code.
    inlineRefs: false,
    code: { source: true, esm: false, lines: true },
  });
  const refs = {};
  for (const kind of Object.keys(SCHEMAS)) {
    ajv.addSchema(validated(readSchema(kind)), kind);
    refs[kind] = kind;
  }
  const code = standalone.default ? standalone.default(ajv, refs) : standalone(ajv, refs);
  const bundled = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    write: false,
    platform: 'neutral',
    mainFields: ['main'],
    logLevel: 'error',
  });
  const names = Object.keys(SCHEMAS);
  const source = bundled.outputFiles[0].text.replace(/export default ([^;]+);\s*$/, (_, call) => {
    return `const compiled = ${call};\nexport const { ${names.join(', ')} } = compiled;\n`;
  });
  write('schemas/generated/validators.js', source);
  write(
    'schemas/generated/validators.d.ts',
    [
      "import type { ValidateFunction } from 'ajv';",
      ...names.map((n) => `export const ${n}: ValidateFunction;`),
      '',
    ].join('\n'),
  );
}
