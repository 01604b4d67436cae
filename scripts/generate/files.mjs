import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The document kinds and the schema each has. */
export const SCHEMAS = {
  policy: 'policy.schema.json',
  mediaPolicy: 'media-policy.schema.json',
  settings: 'recording-settings.schema.json',
  psr: 'psr.schema.json',
  config: 'config.schema.json',
  tests: 'policy-test.schema.json',
};

export function readSchema(kind) {
  return JSON.parse(readFileSync(join(root, 'schemas', SCHEMAS[kind]), 'utf8'));
}

/**
 * Writes a file where its content differs, so that watchers and incremental builds see real changes only;
 * whole or not at all.
 */
export function write(path, text) {
  const target = join(root, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return false;
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, target);
  return true;
}

/** The codes of all rules: the folders of core/rules that hold a rule.ts. */
export function ruleCodes() {
  return readdirSync(join(root, 'core', 'rules'), { withFileTypes: true })
    .filter((e) => e.isDirectory() && existsSync(join(root, 'core', 'rules', e.name, 'rule.ts')))
    .map((e) => e.name)
    .sort();
}
