import type { ErrorObject } from 'ajv';
import type { MaskList } from '../../masks/mask-types';
import type { PolicyRank } from '../cascade/conflicts/policy-rank';
import type { ProjectConfig } from '../config/config';
import type { CoreDocument } from '../document/document';
import type { DocumentKind } from '../document/kinds';
import type { Fix, OrgBasis, RelatedLocation, Severity } from '../findings/finding';
import type { EnvironmentIndex } from '../index/environment-index';
import type { OrgFactsSource } from '../index/org-facts';
import type { PolicyFacts } from '../index/policy-facts';
import type { Project } from '../index/project';
import type { JsonNode, JsonProperty, Path } from '../json/nodes';

/**
 * Where a finding stands: the value at a path, the key of a property, a node of the tree, or offsets. Give
 * the narrowest place that carries the fault. A path without a value falls back to the nearest enclosing
 * value.
 */
export type ReportLocation =
  | { readonly at: Path }
  | { readonly key: Path }
  | { readonly node: JsonNode }
  | { readonly start: number; readonly end: number };

/**
 * What a rule reports. The message says what was found, why it matters and what to do, and names value, limit
 * and consequence.
 */
export type ReportDescriptor = ReportLocation & {
  readonly message: string;
  /**
   * Overrides the rule's default, for rules whose severity depends on the case; the project's own level still
   * wins.
   */
  readonly severity?: Severity;
  readonly related?: readonly RelatedLocation[];
  readonly fixes?: readonly Fix[];
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Set when the finding rests on data of an org. */
  readonly basis?: OrgBasis;
};

/** Everything a rule may look at. All of it is read-only and at hand: a rule neither waits nor does I/O. */
export interface RuleContext {
  readonly doc: CoreDocument;
  /** The plain value of the document; its shape is not assured, other rules report faults of it. */
  readonly value: unknown;
  /** For policies: the facts the index has of this version of the document. */
  readonly policy: PolicyFacts | undefined;
  readonly project: Project;
  readonly config: ProjectConfig;
  /** The environments that include the document. */
  readonly environments: readonly EnvironmentIndex[];
  /**
   * For policies: the environments in which it shares targets, and its place among the others there. Worked
   * out once.
   */
  readonly ranks: readonly PolicyRank[];
  /** Violations of the kind's JSON Schema; empty for a valid document. */
  readonly schemaErrors: readonly ErrorObject[];
  readonly org: OrgFactsSource;
  /**
   * What is known of the document's mask patterns at the beginning of the check; undefined where there are
   * none.
   */
  readonly maskList: MaskList | undefined;
  /** The tree node at a path. */
  node(path: Path): JsonNode | undefined;
  /** The property (key and value) at a path. */
  property(path: Path): JsonProperty | undefined;
  report(report: ReportDescriptor): void;
}

/**
 * What a document must have for a rule to have anything to say of it. Most documents have none of most of
 * these, and then whole groups of rules need not be asked, at each keystroke and for each file of a large
 * project.
 */
export type RuleCondition =
  /** Syntax errors. */
  | 'syntax-errors'
  /** Violations of the kind's JSON Schema. */
  | 'schema-errors'
  | 'comments'
  /** Something like a `{{variable}}`. */
  | 'variables'
  /** Mask patterns of which one at least has a fault. */
  | 'mask-faults'
  /** Data of the org of one of its environments. */
  | 'org-data'
  /** Another policy that has, or had, its name or a target of it. */
  | 'neighbours'
  | 'neighbours-or-org-data';

/** One rule. Its folder holds `rule.ts`, `page.md` and `fixtures/`; the folder's name is its code. */
export interface Rule {
  /** Stable code, kebab case. */
  readonly code: string;
  /** Default severity; `recpolicy.config.json` overrides it per project. */
  readonly severity: Severity;
  /** One line: what is reported. */
  readonly title: string;
  /** The kinds of document it looks at. */
  readonly kinds: readonly DocumentKind[];
  /** What there must be for it to be asked at all; by kind of document where that differs. */
  readonly appliesWhen?: RuleCondition | { readonly [kind in DocumentKind]?: RuleCondition };
  check(context: RuleContext): void;
}

/** Declares a rule; there for its type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
