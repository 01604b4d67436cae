import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Finding } from '../findings/finding';
import { rules } from '../generated/rules';
import { Workspace } from '../index/workspace';
import { ROOT, testServices } from '../testing/check';
import { readFixture } from '../testing/fixtures';
import { checkDocument } from './check';
import { rulesInForce } from './in-force';

const said = (findings: readonly Finding[]) =>
  findings.map(({ code, severity, start, end, message }) => ({ code, severity, start, end, message }));

const fixtures = rules.flatMap(({ code }) => {
  const folder = join(import.meta.dirname, code, 'fixtures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ name: `${code}/${name}`, path: join(folder, name) }));
});

it.each(fixtures)('a rule that is asked without what it needs has nothing to say of $name', ({ path }) => {
  const services = testServices();
  const workspace = new Workspace([ROOT], services);
  const docs = readFixture(readFileSync(path, 'utf8')).map(
    (file) => workspace.put(`${ROOT}/${file.path}`, file.text)!.doc,
  );
  for (const doc of docs) {
    const project = workspace.projectOf(doc.uri);
    const groups = rulesInForce(project.config.levels, doc.kind);
    const all = groups.map((group) => ({ ...group, need: undefined }));
    expect(groups.some(({ need }) => need !== undefined)).toBe(true);
    expect(said(checkDocument(doc, project, services, undefined, all))).toEqual(
      said(checkDocument(doc, project, services)),
    );
  }
});
