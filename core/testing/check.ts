import type { CoreDocument } from '../document/document';
import type { Finding } from '../findings/finding';
import type { OrgFacts } from '../index/org-facts';
import { Workspace } from '../index/workspace';
import type { CheckServices } from '../rules/check';
import { testMasks } from './masks';

export const ROOT = 'file:///project';

/** Services for tests: what is known of the org by environment, masks analysed in full. */
export function testServices(org: Readonly<Record<string, OrgFacts>> = {}): CheckServices {
  return { org: { facts: (name) => org[name] }, masks: testMasks() };
}

export interface CheckedFiles {
  readonly doc: CoreDocument;
  readonly findings: readonly Finding[];
}

/** Puts files into a fresh project and checks them all, by path. Rule errors are thrown. */
export function checkFiles(
  files: Readonly<Record<string, string>>,
  services = testServices(),
): Map<string, CheckedFiles> {
  const workspace = new Workspace([ROOT], services);
  const docs = new Map<string, CoreDocument>();
  for (const [path, text] of Object.entries(files)) {
    const put = workspace.put(`${ROOT}/${path}`, text);
    if (put === undefined) throw new Error(`${path} is no document of ours`);
    docs.set(path, put.doc);
  }
  return new Map([...docs].map(([path, doc]) => [path, { doc, findings: workspace.check(doc) }]));
}
