import { type ProjectConfig, readConfig } from '../config/config';
import type { Environment } from '../config/environment';
import type { CoreDocument } from '../document/document';
import { kindOfPath } from '../document/kinds';
import { EnvironmentIndex } from './environment-index';
import { Leaders } from './leaders';
import { PolicyFacts, type RereadText, targetKey } from './policy-facts';
import { relative } from './relative';
import { VariableUses } from './variable-uses';

/** URIs of other documents whose findings may have changed; `all` after a change of the configuration. */
export type Affected = ReadonlySet<string> | 'all';

const NOBODY: ReadonlySet<string> = new Set();

/**
 * The cross-file knowledge of one project: its configuration and an index of its policies per environment.
 * Documents are put in and taken out; the answer says whose findings may have changed with it. Texts are not
 * kept.
 */
export class Project {
  config: ProjectConfig = readConfig(undefined);
  configUri: string | undefined;
  private indexes: EnvironmentIndex[];
  private readonly policies = new Map<string, PolicyFacts>();
  /**
   * Media retention policies: each is compared with all others, of which an org has some hundreds at most.
   */
  private readonly media = new Map<string, CoreDocument>();
  /** Which files use which `{{variables}}`. */
  readonly variableUses = new VariableUses();
  /** Documents whose findings rest on counts over the whole project. */
  private readonly others = new Set<string>();
  /**
   * Paths of recording settings by URI: they are compared with the groups that policies target, and with each
   * other.
   */
  private readonly settings = new Map<string, string>();

  constructor(
    /** The project's folder as a URI without a trailing slash. */
    readonly folder: string,
    /** The only environment to look at, where one was chosen. */
    private readonly only?: string,
  ) {
    this.indexes = this.indexesFor(this.config.environments);
  }

  /** Sets or clears the configuration from its file. Everything may have changed after it. */
  configure(value: unknown, uri: string | undefined): Affected {
    this.config = readConfig(value);
    this.configUri = uri;
    const chosen = this.config.environments.filter((e) => this.only === undefined || e.name === this.only);
    this.indexes = this.indexesFor(chosen);
    for (const facts of this.policies.values()) this.index(facts);
    return 'all';
  }

  /**
   * Takes in a document as it is now. The text of an open one is kept by the editor anyway, so its places are
   * worked out only when a finding elsewhere points to them.
   */
  put(doc: CoreDocument, open = false): Affected {
    if (doc.kind !== 'config') this.variableUses.put(doc.uri, doc.text);
    if (doc.kind === 'mediaPolicy') return this.putMedia(doc);
    if (doc.kind !== 'policy') {
      return doc.kind === 'config' ? NOBODY : this.addUri(doc.uri);
    }
    const before = this.policies.get(doc.uri);
    if (before?.hasSameFacts(doc)) {
      // Where nobody's finding can point here, it does not matter where things stand.
      if (!this.isShared(before) || before.hasSamePlaces(doc)) {
        before.updatePlaces(doc);
        if (!open) before.pinPlaces();
        return NOBODY;
      }
    }
    const facts = new PolicyFacts(doc);
    return this.putFacts(open ? facts : facts.pinPlaces());
  }

  /**
   * Takes in a policy that is not in yet, without saying whose findings change with it. Its places are worked
   * out at once where nothing gives its text again.
   */
  load(doc: CoreDocument, again: RereadText | undefined): void {
    this.variableUses.put(doc.uri, doc.text);
    const facts = new PolicyFacts(doc);
    if (again === undefined) facts.pinPlaces();
    else facts.dropText(again);
    this.policies.set(facts.uri, facts);
    this.index(facts);
  }

  private putMedia(doc: CoreDocument): Affected {
    const before = this.media.get(doc.uri);
    this.media.set(doc.uri, doc);
    if (before !== undefined && before.text === doc.text) return NOBODY;
    return new Set([...this.media.keys()].filter((uri) => uri !== doc.uri));
  }

  mediaPolicy(uri: string): CoreDocument | undefined {
    return this.media.get(uri);
  }

  /** The media retention policies of the project. */
  mediaPolicies(): Iterable<CoreDocument> {
    return this.media.values();
  }

  /** Takes in a document without cross-file facts by its URI alone. */
  addUri(uri: string): Affected {
    this.others.add(uri);
    if (kindOfPath(uri) !== 'settings' || this.settings.has(uri)) return NOBODY;
    const affected = this.onSettings();
    this.settings.set(uri, relative(this.folder, uri));
    return affected;
  }

  /** The recording settings of an environment, as URIs; more than one is a fault. */
  settingsOf(environment: Environment): string[] {
    return [...this.settings].flatMap(([uri, path]) => (environment.includes(path) ? [uri] : []));
  }

  /** The path of a file within this project. */
  pathOf(uri: string): string {
    return relative(this.folder, uri);
  }

  /**
   * Whose findings rest on which recording settings there are: the other settings, and the configuration
   * where there are none.
   */
  private onSettings(): Set<string> {
    const affected = new Set(this.settings.keys());
    if (this.configUri !== undefined) affected.add(this.configUri);
    return affected;
  }

  putFacts(facts: PolicyFacts): Affected {
    const before = this.policies.get(facts.uri);
    const affected = new Set<string>();
    const complianceCounts = this.complianceCounts();
    const leaders = new Leaders(this.environmentsOf(facts.path));
    leaders.note(facts);
    if (before !== undefined) {
      leaders.note(before);
      this.unindex(before);
      this.collectAffected(before, affected);
    }
    this.policies.set(facts.uri, facts);
    this.index(facts);
    this.collectAffected(facts, affected);
    leaders.eachAffected((index, policy) => collectNeighbours(index, policy, affected));
    this.collectOthers(complianceCounts, affected);
    affected.delete(facts.uri);
    return affected;
  }

  /** Takes a document out: deleted, renamed away, or moved to another project. */
  remove(uri: string): Affected {
    this.variableUses.remove(uri);
    this.others.delete(uri);
    if (this.media.delete(uri)) return new Set(this.media.keys());
    if (this.settings.delete(uri)) return this.onSettings();
    const before = this.policies.get(uri);
    if (before === undefined) return NOBODY;
    const affected = new Set<string>();
    const complianceCounts = this.complianceCounts();
    const leaders = new Leaders(this.environmentsOf(before.path));
    leaders.note(before);
    this.policies.delete(uri);
    this.unindex(before);
    this.collectAffected(before, affected);
    leaders.eachAffected((index, policy) => collectNeighbours(index, policy, affected));
    this.collectOthers(complianceCounts, affected);
    return affected;
  }

  /**
   * Documents that are no policies and rest on the policies: on their targets, or on whether there are any.
   */
  private collectOthers(countsBefore: string, into: Set<string>): void {
    for (const uri of this.onSettings()) into.add(uri);
    if (this.complianceCounts() !== countsBefore) for (const uri of this.others) into.add(uri);
  }

  private indexesFor(environments: readonly Environment[]): EnvironmentIndex[] {
    return environments.map((e) => new EnvironmentIndex(e));
  }

  facts(uri: string): PolicyFacts | undefined {
    return this.policies.get(uri);
  }

  allPolicies(): Iterable<PolicyFacts> {
    return this.policies.values();
  }

  get size(): number {
    return this.policies.size;
  }

  /**
   * Whether the findings of a policy rest on others, too: on those that share its name or a target with it.
   */
  isShared(facts: PolicyFacts): boolean {
    return facts.maybeShared && this.environmentsOf(facts.path).some((index) => index.isShared(facts));
  }

  /** Whether some environments of the configuration are left out. */
  get isPartial(): boolean {
    return this.indexes.length < this.config.environments.length;
  }

  /** The indexes of the environments that include a file. */
  environmentsOf(path: string): EnvironmentIndex[] {
    const indexes = this.indexes;
    // The common case, one environment with every file, allocates nothing.
    if (indexes.length === 1 && indexes[0]!.environment.includes(path)) return indexes;
    return indexes.filter((i) => i.environment.includes(path));
  }

  environment(name: string): EnvironmentIndex | undefined {
    return this.indexes.find((i) => i.environment.name === name);
  }

  get environments(): readonly EnvironmentIndex[] {
    return this.indexes;
  }

  /** The names of all environments of the configuration. */
  environmentNames(): readonly string[] {
    return this.config.named ? this.config.environments.map((e: Environment) => e.name) : [];
  }

  private index(facts: PolicyFacts): void {
    for (const index of this.environmentsOf(facts.path)) index.add(facts);
  }

  private unindex(facts: PolicyFacts): void {
    for (const index of this.environmentsOf(facts.path)) index.remove(facts);
  }

  /** Everybody who shares a target or a name with these facts. */
  private collectAffected(facts: PolicyFacts, into: Set<string>): void {
    for (const index of this.environmentsOf(facts.path)) {
      if (facts.name !== undefined) for (const other of index.withName(facts.name)) into.add(other.uri);
      collectNeighbours(index, facts, into);
    }
  }

  /** The whole-project facts that settings documents rest on, as a comparable text. */
  private complianceCounts(): string {
    let text = '';
    for (const i of this.indexes)
      text += `${i.enabledPolicies > 0 ? 1 : 0}${i.compliancePolicies > 0 ? 1 : 0}`;
    return text;
  }
}

/** Everybody who shares a target with these facts. */
function collectNeighbours(index: EnvironmentIndex, facts: PolicyFacts, into: Set<string>): void {
  index.eachTarget(facts, ({ type }, id) => {
    for (const entry of index.targets.entriesOn(targetKey(type, id))) into.add(entry.policy.uri);
  });
}
