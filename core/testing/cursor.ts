import type { CoreDocument } from '../document/document';
import { type ClientAbilities, type FeatureContext, PLAIN_CLIENT } from '../features/shared/context';
import type { MaskFeatures } from '../features/shared/mask-features';
import type { OrgFacts } from '../index/org-facts';
import { Workspace } from '../index/workspace';
import { ROOT, testServices } from './check';

export const RICH_CLIENT: ClientAbilities = {
  snippets: true,
  markdown: true,
  insertReplace: true,
  createFiles: true,
  commands: true,
};

export interface CursorOptions {
  readonly abilities?: Partial<ClientAbilities>;
  readonly org?: Readonly<Record<string, OrgFacts>>;
  readonly environment?: string;
  readonly masks?: MaskFeatures;
  readonly now?: number;
}

export interface AtCursor {
  readonly ctx: FeatureContext;
  readonly offset: number;
  readonly text: string;
  readonly workspace: Workspace;
  readonly read: (uri: string) => Promise<string | undefined>;
}

/** A project of files in one of which a `|` marks the cursor (`‸` where the text itself needs a `|`). */
export function atCursor(files: Readonly<Record<string, string>>, options: CursorOptions = {}): AtCursor {
  const services = testServices(options.org ?? {});
  const workspace = new Workspace([ROOT], services);
  const texts = new Map<string, string>();
  let at: { path: string; offset: number } | undefined;
  for (const [path, marked] of Object.entries(files)) {
    const mark = marked.includes('‸') ? '‸' : '|';
    const offset = marked.indexOf(mark);
    if (offset >= 0 && at === undefined) at = { path, offset };
    const text = offset >= 0 ? marked.slice(0, offset) + marked.slice(offset + 1) : marked;
    texts.set(`${ROOT}/${path}`, text);
    workspace.put(`${ROOT}/${path}`, text);
  }
  const path = at?.path ?? Object.keys(files)[0]!;
  const uri = `${ROOT}/${path}`;
  return {
    ctx: contextOf(workspace, uri, texts.get(uri)!, options),
    offset: at?.offset ?? 0,
    text: texts.get(uri)!,
    workspace,
    read: async (u) => texts.get(u),
  };
}

/** The context of a document that was put into a workspace. */
export function contextOf(
  workspace: Workspace,
  uri: string,
  text: string,
  options: CursorOptions = {},
): FeatureContext {
  const doc: CoreDocument = workspace.put(uri, text)!.doc;
  return {
    doc,
    project: workspace.projectOf(uri),
    org: { facts: (name) => options.org?.[name] },
    environment: options.environment,
    abilities: { ...PLAIN_CLIENT, ...RICH_CLIENT, ...options.abilities },
    masks: options.masks ?? {},
    docsUrl: (code) => `https://example.test/rules/${code}`,
    now: options.now ?? Date.parse('2026-11-21T12:00:00Z'),
  };
}
