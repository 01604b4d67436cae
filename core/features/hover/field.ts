import { type SchemaNode, schemaAt } from '../../document/schema/schema';
import type { JsonNode, Path } from '../../json/nodes';
import { t } from '../../l10n';
import { ageOf } from '../shared/age';
import { environmentsFor, type FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';
import { pageLink } from '../shared/rule-page';

/** What a field is for, its limits and where each comes from, its default and its values. */
export function describeField(ctx: FeatureContext, path: Path, value: JsonNode, into: Markup): void {
  const { kind } = ctx.doc;
  const schema = schemaAt(kind, path);
  if (schema === undefined) {
    if (schemaAt(kind, [])?.['x-serverOwned']?.includes(String(path[0])) && path.length === 1)
      into.own(t('The org owns this field. It is not sent; remove it from the file.'));
    return;
  }
  const name = path.at(-1);
  const required =
    typeof name === 'string' && schemaAt(kind, path.slice(0, -1))?.required?.includes(name) === true;
  const title = into.strong(into.foreign(t(schema.title ?? String(name))));
  into.line(required ? `${title} · ${t('required')}` : title);
  if (schema.description !== undefined) into.own(t(schema.description));
  describeValues(schema, value, into);
  const facts = [...limitsOfSchema(schema, into), ...limitsOfEnvironments(ctx, path, into)];
  if (schema.default !== undefined)
    facts.push(t('Default: {value}', { value: into.code(JSON.stringify(schema.default)) }));
  if (kind === 'policy' && path.length === 1 && name === 'priority') facts.push(...bandsOf(ctx, into));
  into.list(facts);
  const rule = schema['x-rule'];
  const url = rule === undefined ? undefined : pageLink(ctx, rule);
  if (url !== undefined) into.link(t('Rule {code}', { code: rule! }), url);
}

function describeValues(schema: SchemaNode, value: JsonNode, into: Markup): void {
  if (schema.enum === undefined) return;
  into.list(
    schema.enum.map((option) => {
      const text = typeof option === 'string' ? option : JSON.stringify(option);
      const meaning = schema['x-enumDescriptions']?.[text];
      const shown = value.value === option ? into.strong(into.code(text)) : into.code(text);
      return meaning === undefined ? shown : `${shown}: ${into.inline(t(meaning))}`;
    }),
  );
}

function limitsOfSchema(schema: SchemaNode, into: Markup): string[] {
  const limits: string[] = [];
  const { minimum, maximum } = schema;
  if (schema['x-limit'] !== undefined)
    limits.push(t('Limit: {limit}', { limit: into.inline(t(schema['x-limit'])) }));
  else if (minimum !== undefined && maximum !== undefined)
    limits.push(t('Limit: {minimum} to {maximum}', { minimum, maximum }));
  else if (minimum !== undefined) limits.push(t('Limit: at least {minimum}', { minimum }));
  else if (maximum !== undefined) limits.push(t('Limit: at most {maximum}', { maximum }));
  if (schema['x-patternMessage'] !== undefined) limits.push(into.inline(t(schema['x-patternMessage'])));
  return limits;
}

/** Limits that differ from org to org, with where each comes from. */
function limitsOfEnvironments(ctx: FeatureContext, path: Path, into: Markup): string[] {
  if (path.length !== 1) return [];
  const lines: string[] = [];
  for (const { environment } of environmentsFor(ctx)) {
    const facts = ctx.org.facts(environment.name);
    const name = environment.name === '' ? t('this org') : into.foreign(environment.name);
    if (path[0] === 'retentionDays' && ctx.doc.kind === 'policy') {
      const configured = environment.minimumRetentionDays;
      const fetched = facts?.minimumRetentionDays;
      if (configured !== undefined) {
        lines.push(t('{name}: at least {days} days (recpolicy.config.json)', { name, days: configured }));
      } else if (fetched !== undefined) {
        const age = ageOf(fetched, ctx.now);
        lines.push(t('{name}: at least {days} days ({age})', { name, days: fetched.value, age }));
      }
    } else if (path[0] === 'maxSimultaneousStreams' && facts?.streamLimit !== undefined) {
      const age = ageOf(facts.streamLimit, ctx.now);
      lines.push(t('{name}: at most {streams} ({age})', { name, streams: facts.streamLimit.value, age }));
    }
  }
  return lines;
}

function bandsOf(ctx: FeatureContext, into: Markup): string[] {
  const { bands } = ctx.project.config;
  if (bands.length === 0) return [];
  const list = bands.map((b) => `${into.foreign(b.name)} ${b.low}–${b.high}`).join(', ');
  return [t('Bands of this project: {bands}', { bands: list })];
}
