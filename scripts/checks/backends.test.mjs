import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { productFolders, root, sourceFiles } from './sources.mjs';

/** A backend is known by name to its own folder, to the registry and to the table of its traits. */
const KNOWS_BACKENDS = /^(?:schemas\/|org\/backends\/(?:index\.ts$|[a-z]+\/)|emulator\/)/;

it('no code outside a backend asks which kind of org it has', () => {
  const apis = JSON.parse(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'));
  const names = findEnum(apis, 'api');
  expect(names).toEqual(['wem', 'platform']);
  const literal = new RegExp(`(['"])(?:${names.join('|')})\\1`);
  const found = sourceFiles(...productFolders)
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\/(?:fixtures|testing|generated)\//.test(path))
    .filter(
      (path) =>
        !KNOWS_BACKENDS.test(path) && literal.test(withoutComments(readFileSync(join(root, path), 'utf8'))),
    );
  expect(found).toEqual([]);
});

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

/** The values that a JSON Schema allows for a property of this name, wherever it is. */
function findEnum(schema, key) {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if (schema[key]?.enum !== undefined) return schema[key].enum;
  for (const value of Object.values(schema)) {
    const found = findEnum(value, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
