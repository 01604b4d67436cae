import type { CoreDocument } from '../../../core/document/document';
import { CONFIG_FILE } from '../../../core/document/kinds';
import type { Finding } from '../../../core/findings/finding';
import type { OrgFacts } from '../../../core/index/org-facts';
import { Workspace } from '../../../core/index/workspace';
import type { MaskProvider } from '../../../masks/mask-types';
import { joinPath } from '../../state/file-system';
import type { SourceDocument } from './source';

/** What a question to the rules rests on. */
export interface FindingsRequest {
  /** All documents of the project as they are now. */
  readonly documents: readonly SourceDocument[];
  /** Those whose findings are asked for. */
  readonly paths: readonly string[];
  /** Texts by path that stand in for the documents'. */
  readonly overlay: ReadonlyMap<string, string> | undefined;
  readonly facts: OrgFacts | undefined;
}

export interface CheckedDocument {
  readonly path: string;
  readonly doc: CoreDocument;
  readonly findings: readonly Finding[];
}

/** Works out what findings rest on before they are asked for. */
export type Settle = (documents: Iterable<CoreDocument>) => Promise<unknown>;

/**
 * The rules on the documents of one environment, kept from one question to the next: what has not changed is
 * not taken in again.
 */
export class ProjectChecker {
  private readonly workspace: Workspace;
  /** The texts that the workspace knows, by path. */
  private readonly knownTexts = new Map<string, string>();
  private facts: OrgFacts | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly root: string,
    environment: string,
    masks: MaskProvider,
    private readonly settle: Settle | undefined,
  ) {
    this.workspace = new Workspace([root], { org: { facts: () => this.facts }, masks }, { environment });
  }

  /** One question at a time: each changes what the workspace knows. */
  findings(question: FindingsRequest): Promise<readonly CheckedDocument[]> {
    const checkNow = this.last.then(() => this.checkNow(question));
    this.last = checkNow.catch(() => undefined);
    return checkNow;
  }

  private async checkNow({
    documents,
    paths,
    overlay,
    facts,
  }: FindingsRequest): Promise<readonly CheckedDocument[]> {
    this.facts = facts;
    const asked = new Set(paths);
    const gone = new Set(this.knownTexts.keys());
    const docs = new Map<string, CoreDocument>();
    for (const { path, text: own } of configFirst(documents)) {
      gone.delete(path);
      const text = overlay?.get(path) ?? own;
      const wanted = asked.has(path);
      if (!wanted && this.knownTexts.get(path) === text) continue;
      const doc = this.workspace.load(joinPath(this.root, path), text);
      this.knownTexts.set(path, text);
      if (wanted && doc !== undefined) docs.set(path, doc);
    }
    for (const path of gone) {
      this.workspace.remove(joinPath(this.root, path));
      this.knownTexts.delete(path);
    }
    await this.settle?.(docs.values());
    return [...docs].map(([path, doc]) => ({ path, doc, findings: this.workspace.check(doc) }));
  }
}

function configFirst(documents: readonly SourceDocument[]): SourceDocument[] {
  const isConfig = (d: SourceDocument) => d.path === CONFIG_FILE;
  return [...documents.filter(isConfig), ...documents.filter((d) => !isConfig(d))];
}
