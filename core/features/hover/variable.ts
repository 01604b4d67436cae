import { t } from '../../l10n';
import { environmentsFor, type FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';

/** A variable's value in each environment, and where it has none. */
export function describeVariable(ctx: FeatureContext, name: string, into: Markup): void {
  into.line(`${into.strong(t('Variable'))} ${into.code(`{{${name}}}`)}`);
  const lines: string[] = [];
  for (const { environment } of environmentsFor(ctx)) {
    const value = environment.variables.get(name);
    const where = environment.name === '' ? t('this project') : into.foreign(environment.name);
    lines.push(
      value === undefined
        ? t('{where}: no value', { where })
        : `${where}: ${into.code(value)}${nameOf(ctx, environment.name, value, into)}`,
    );
  }
  into.list(lines);
  if (ctx.doc.kind === 'config') {
    const files = ctx.project.variableUses.filesUsing(name).size;
    into.own(files === 1 ? t('Used in 1 file') : t('Used in {files} files', { files }));
  }
}

function nameOf(ctx: FeatureContext, environment: string, id: string, into: Markup): string {
  const name = ctx.org.facts(environment)?.groups?.value.get(id.toLowerCase())?.name;
  return name === undefined ? '' : ` (${into.foreign(name)})`;
}
