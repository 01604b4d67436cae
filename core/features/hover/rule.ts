import { rules } from '../../generated/rules';
import { t } from '../../l10n';
import type { FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';
import { pageLink } from '../shared/rule-page';

/** One line on what a rule reports, with its severity here. */
export function describeRule(ctx: FeatureContext, code: string, into: Markup): void {
  const rule = rules.find((r) => r.code === code);
  if (rule === undefined) {
    into.line(t('There is no rule {code}.', { code: into.code(code) }));
    return;
  }
  into.line(`${into.strong(into.code(rule.code))}: ${t(rule.title)}`);
  const level = ctx.project.config.levels.get(code);
  into.own(
    level === undefined || level === rule.severity
      ? t('Severity: {severity}', { severity: rule.severity })
      : t('Severity: {level} in this project, {severity} by default', { level, severity: rule.severity }),
  );
  const url = pageLink(ctx, code);
  if (url !== undefined) into.link(t('What it means and how to mend it'), url);
}
