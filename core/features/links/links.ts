import type { DocumentLink } from 'vscode-languageserver-types';
import { directivesOf } from '../../findings/directives';
import type { PolicyFacts } from '../../index/policy-facts';
import { property } from '../../json/nodes';
import { t } from '../../l10n';
import { isRuleCode } from '../../rules/check';
import { environmentsFor, type FeatureContext } from '../shared/context';

/** A link to a place in a file. */
export function fileLink(uri: string, line: number): string {
  return `${uri}#L${line + 1}`;
}

/**
 * Links of a document: an http(s) `$schema`, the policies that tests name, the pages of rules. Nothing is
 * fetched.
 */
export function documentLinks(ctx: FeatureContext): DocumentLink[] {
  const { doc } = ctx;
  const links: DocumentLink[] = [];
  const add = (start: number, end: number, target: string, tooltip: string) =>
    links.push({ range: doc.range(start, end), target, tooltip });
  const schema = doc.property('$schema');
  if (schema?.kind === 'string' && isWebAddress(schema.value as string))
    add(schema.start + 1, schema.end - 1, schema.value as string, t('Open the schema'));
  if (doc.kind === 'config') linkRules(ctx, add);
  if (doc.kind === 'tests') linkPolicies(ctx, add);
  for (const { codes } of doc.json.comments.length > 0 ? directivesOf(doc.json) : []) {
    for (const { code, start, end } of codes) {
      const url = isRuleCode(code) ? ctx.docsUrl?.(code) : undefined;
      if (url !== undefined) add(start, end, url, t('What {code} means', { code }));
    }
  }
  return links;
}

type AddLink = (start: number, end: number, target: string, tooltip: string) => void;

function linkRules(ctx: FeatureContext, add: AddLink): void {
  for (const p of ctx.doc.property('rules')?.props ?? []) {
    const url = isRuleCode(p.key) ? ctx.docsUrl?.(p.key) : undefined;
    if (url !== undefined) add(p.keyStart + 1, p.keyEnd - 1, url, t('What {code} means', { code: p.key }));
  }
}

function linkPolicies(ctx: FeatureContext, add: AddLink): void {
  for (const test of ctx.doc.property('tests')?.items ?? []) {
    const name = property(property(test, 'expect')?.value, 'policy')?.value;
    if (name?.kind !== 'string') continue;
    const policy = policiesNamed(ctx, name.value as string)[0];
    if (policy !== undefined && name.end - name.start > 2)
      add(name.start + 1, name.end - 1, fileLink(policy.uri, policy.nameRange.start.line), policy.path);
  }
}

/** Policies of a name in the environments of a document. */
export function policiesNamed(ctx: FeatureContext, name: string): PolicyFacts[] {
  const found = new Set<PolicyFacts>();
  for (const index of environmentsFor(ctx)) for (const policy of index.withName(name)) found.add(policy);
  return [...found];
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s"<>]+$/i.test(text);
}
