import type { ErrorObject } from 'ajv';
import type { MaskList, MaskProvider } from '../../masks/mask-types';
import { type PolicyRank, policyRanks } from '../cascade/conflicts/policy-rank';
import type { CoreDocument } from '../document/document';
import { schemaErrors } from '../document/schema/validate';
import { type Finding, type Fix, type RelatedLocation, SEVERITIES, type Severity } from '../findings/finding';
import { applyDirectives, isSuppressible } from '../findings/suppress';
import { isUndecided } from '../findings/undecided';
import { rules } from '../generated/rules';
import type { EnvironmentIndex } from '../index/environment-index';
import type { OrgFactsSource } from '../index/org-facts';
import type { PolicyFacts } from '../index/policy-facts';
import type { Project } from '../index/project';
import { locateScalar } from '../json/locate-in-text';
import { type JsonNode, JsonProperty, nodeAt, type Path, property } from '../json/nodes';
import { isHarmless } from '../json/syntax-fault';
import type { ReportDescriptor, Rule, RuleCondition, RuleContext } from './api';
import { type RuleGroup, rulesInForce } from './in-force';
import { patternsOf } from './mask-lists';

/** What checking needs beside document and project. */
export interface CheckServices {
  readonly org: OrgFactsSource;
  readonly masks: MaskProvider;
}

/** More findings than this in one document help nobody; the rest are dropped, worst first kept. */
export const MAX_FINDINGS = 1000;

/** Up to this many properties are looked through one by one. */
const FEW_PROPERTIES = 64;

/** Four numbers a member. */
const MANY_MEMBERS = 4 * 200;

/** More places than this in one check are taken from the tree. */
const MANY_LOOKUPS = 32;

const NO_RELATED: readonly RelatedLocation[] = [];
const NO_FIXES: readonly Fix[] = [];
const NO_FINDINGS: readonly Finding[] = [];
const NO_MASKS = { list: undefined };

const ALL_CODES: readonly string[] = rules.map((r) => r.code);
const CODES: ReadonlySet<string> = new Set(ALL_CODES);

/** Whether a rule of this code exists. */
export function isRuleCode(code: string): boolean {
  return CODES.has(code);
}

/** Who is told of what happens in a check beside its findings. */
export interface CheckListener {
  /** A rule that threw; without it the error is thrown. */
  readonly onRuleError?: ((code: string, error: unknown) => void) | undefined;
  /** A finding that a directive silenced, with the directive's reason. */
  readonly onSilenced?: ((finding: Finding, reason: string) => void) | undefined;
}

/**
 * All findings of a document, sorted by place. The document must have been put into the project before. Never
 * throws for any text: a rule that throws is reported to `onRuleError`, and the findings of the other rules
 * are kept.
 */
export function checkDocument(
  doc: CoreDocument,
  project: Project,
  services: CheckServices,
  { onRuleError, onSilenced }: CheckListener = {},
  groups: readonly RuleGroup[] = rulesInForce(project.config.levels, doc.kind),
): readonly Finding[] {
  const context = new CheckContext(doc, project, services);
  const levels = project.config.levels;
  for (const { need, rules } of groups) {
    if (need !== undefined && !context.holds(need)) continue;
    for (const { rule, severity } of rules) {
      context.rule = rule;
      context.severity = severity;
      try {
        rule.check(context);
      } catch (error) {
        if (onRuleError === undefined) throw error;
        onRuleError(rule.code, error);
      }
    }
  }
  let findings = context.findings;
  if (doc.comments.length > 0)
    findings = applyDirectives(
      doc,
      findings,
      levels.get('unused-directive'),
      ALL_CODES,
      (code) => context.mayStillReport(code),
      onSilenced,
    );
  if (findings === undefined) return NO_FINDINGS;
  findings.sort(byPlace);
  return findings.length > MAX_FINDINGS ? mostSevere(findings) : findings;
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

/**
 * As many as are kept, no error given up for anything milder: a file with an error never passes for one
 * without.
 */
function mostSevere(findings: readonly Finding[]): Finding[] {
  return [...findings]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .slice(0, MAX_FINDINGS)
    .sort(byPlace);
}

class CheckContext implements RuleContext {
  rule: Rule | undefined = undefined;
  /** What the project says instead of the rule's default. */
  severity: Severity | undefined = undefined;
  findings: Finding[] | undefined = undefined;
  private rank: readonly PolicyRank[] | undefined = undefined;
  private knowsOrg: boolean | undefined = undefined;
  private knownMasks: { readonly list: MaskList | undefined } | undefined = undefined;
  /** Places that were looked up without a tree. */
  private lookups = 0;
  /** Properties by name, of objects with many. */
  private properties: Map<JsonNode, Map<string, JsonProperty>> | undefined = undefined;
  readonly value: unknown;
  readonly policy: PolicyFacts | undefined;
  readonly environments: readonly EnvironmentIndex[];
  readonly schemaErrors: readonly ErrorObject[];
  readonly org: OrgFactsSource;
  private readonly masks: MaskProvider;

  constructor(
    readonly doc: CoreDocument,
    readonly project: Project,
    services: CheckServices,
  ) {
    this.value = doc.value;
    this.policy = doc.kind === 'policy' ? project.facts(doc.uri) : undefined;
    this.environments = project.environmentsOf(doc.path);
    this.schemaErrors = doc.value === undefined ? [] : schemaErrors(doc.kind, doc.value);
    this.org = { facts: (environment) => services.org.facts(environment, project.folder) };
    this.masks = services.masks;
  }

  get config() {
    return this.project.config;
  }

  holds(need: RuleCondition): boolean {
    switch (need) {
      case 'syntax-errors':
        return this.doc.errors.length > 0;
      case 'schema-errors':
        return this.schemaErrors.length > 0;
      case 'comments':
        return this.doc.comments.length > 0;
      case 'variables':
        return this.doc.text.includes('{{');
      case 'mask-faults':
        return this.maskList?.faultless === false;
      case 'org-data':
        return this.hasOrgData;
      case 'neighbours':
        return this.policy?.maybeShared === true;
      case 'neighbours-or-org-data':
        return this.policy?.maybeShared === true || this.hasOrgData;
    }
  }

  private get hasOrgData(): boolean {
    this.knowsOrg ??= this.environments.some(
      ({ environment }) => this.org.facts(environment.name) !== undefined,
    );
    return this.knowsOrg;
  }

  get ranks(): readonly PolicyRank[] {
    this.rank ??= policyRanks(this.policy, this.environments, this.org);
    return this.rank;
  }

  get maskList(): MaskList | undefined {
    if (this.knownMasks === undefined) {
      const patterns = patternsOf(this.doc);
      const list =
        patterns === undefined
          ? undefined
          : this.masks.list(patterns, this.project.config.maskSamples, this.doc.uri);
      this.knownMasks = list === undefined ? NO_MASKS : { list };
    }
    return this.knownMasks.list;
  }

  /**
   * Whether findings of this code may yet come, as what they rest on is not known (yet), was not looked at,
   * or is half typed.
   */
  mayStillReport(code: string): boolean {
    if (this.doc.errors.some((fault) => !isHarmless(fault)) && isSuppressible(code) && CODES.has(code))
      return true;
    return (code.startsWith('mask-') && this.maskList?.pending === true) || isUndecided(code, this);
  }

  node(path: Path): JsonNode | undefined {
    const found = this.located(path);
    if (found !== undefined) return found instanceof JsonProperty ? found.value : found;
    return nodeAt(this.doc.root, path);
  }

  property(path: Path): JsonProperty | undefined {
    const found = this.located(path);
    if (found instanceof JsonProperty) return found;
    const owner = nodeAt(this.doc.root, path.slice(0, -1));
    const name = path.at(-1) as string;
    if (owner?.props === undefined || owner.props.length <= FEW_PROPERTIES) return property(owner, name);
    let byName: Map<string, JsonProperty> | undefined = this.properties?.get(owner);
    if (byName === undefined) {
      byName = new Map(owner.props.map((p) => [p.key, p]));
      // As `property` has it, a value wins over a later name without one.
      for (const p of owner.props) if (p.value.kind !== 'missing') byName.set(p.key, p);
      this.properties ??= new Map();
      this.properties.set(owner, byName);
    }
    return byName.get(name);
  }

  /** A scalar of a faultless document, found without making its tree. */
  private located(path: Path): JsonProperty | JsonNode | undefined {
    if (!this.doc.isStrictJson || this.doc.hasTree || path.length === 0) return undefined;
    // Each look runs through all members, or all items before one: a tree is cheaper than many looks.
    if (this.doc.members.length > MANY_MEMBERS || ++this.lookups > MANY_LOOKUPS) return undefined;
    let value = this.value;
    for (const segment of path)
      value = (value as Record<string | number, unknown> | null | undefined)?.[segment];
    return value === undefined ? undefined : locateScalar(this.doc.text, this.doc.members, path, value);
  }

  report(report: ReportDescriptor): void {
    const place = this.placeOf(report);
    this.findings ??= [];
    const rule = this.rule!;
    const finding: Finding = {
      code: rule.code,
      severity: this.severity ?? report.severity ?? rule.severity,
      message: report.message,
      start: place.start,
      end: place.end,
      related: report.related ?? NO_RELATED,
      fixes: report.fixes ?? NO_FIXES,
    };
    const { tag, basis } = report;
    if (tag === undefined && basis === undefined) this.findings.push(finding);
    else this.findings.push({ ...finding, ...(tag && { tag }), ...(basis && { basis }) });
  }

  private placeOf(report: ReportDescriptor): { start: number; end: number } {
    if ('start' in report) return { start: report.start, end: report.end };
    if ('node' in report) return report.node;
    if ('key' in report) {
      const p = this.property(report.key);
      return p === undefined ? this.enclosing(report.key) : { start: p.keyStart, end: p.keyEnd };
    }
    const node = this.node(report.at);
    return node === undefined ? this.enclosing(report.at) : node;
  }

  /** The first character of the nearest enclosing value: what is absent is shown where it should open. */
  private enclosing(path: Path): { start: number; end: number } {
    for (let n = path.length - 1; n >= 0; n--) {
      const node = this.node(path.slice(0, n));
      if (node !== undefined) return { start: node.start, end: Math.min(node.start + 1, node.end) };
    }
    return { start: 0, end: 0 };
  }
}
