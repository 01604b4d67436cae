import { daysText } from '../../cascade/conflicts/messages';
import { isRecord } from '../../config/read';
import { schemaAt } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { insertProperties } from '../../edit/insert';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { PSR_PERIODS } from '../psr-periods';

/** The longest period that is taken for a decision: ten years, leap days aside. */
const LONGEST_DAYS = 3650;

/** When videos usually move to cold storage: the schema's default. */
const USUAL_DAYS = Number(schemaAt('psr', ['retention', 'archiveAfterDays'])?.default);

export const rule = defineRule({
  code: 'psr-archive',
  severity: 'warning',
  title: 'No archive day, one after the video is gone, or retention of over 10 years',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; retention?: unknown } | undefined;
    const retention = settings?.retention;
    if (retention !== undefined && !isRecord(retention)) return;
    for (const name of PSR_PERIODS) reportLong(ctx, name, retention?.[name]);
    const archive = retention?.['archiveAfterDays'];
    if (archive === undefined) {
      if (settings?.enabled === true) reportAbsent(ctx);
    } else reportTooLate(ctx, archive, retention?.['sessionVideoDays']);
  },
});

function reportLong(ctx: RuleContext, name: string, days: unknown): void {
  if (typeof days !== 'number' || !Number.isInteger(days) || days <= LONGEST_DAYS) return;
  ctx.report({
    at: ['retention', name],
    message: t(
      '{name} of {period} is more than 10 years. Storage is paid for all of that time, and whoever breaks in finds more. Set {longest} or fewer, or give the business reason in a directive.',
      { name, period: daysText(days), longest: LONGEST_DAYS },
    ),
  });
}

function reportTooLate(ctx: RuleContext, archive: unknown, video: unknown): void {
  if (typeof archive !== 'number' || typeof video !== 'number') return;
  // 0 and less means without end, which retention-unlimited reports.
  if (!Number.isInteger(archive) || !Number.isInteger(video) || video < 1 || archive <= video) return;
  const node = ctx.node(['retention', 'archiveAfterDays']);
  if (node === undefined) return;
  const values = { archive: daysText(archive), video: daysText(video), days: Math.min(video, USUAL_DAYS) };
  ctx.report({
    node,
    message: t(
      'Videos would be archived after {archive}, and are deleted after {video}. Nothing ever reaches cold storage. Set archiveAfterDays below sessionVideoDays, or keep the videos longer.',
      values,
    ),
    fixes: [
      {
        title: t('Set archiveAfterDays to {days}', values),
        safe: false,
        edits: () => replaceNode(node, values.days),
      },
    ],
  });
}

function reportAbsent(ctx: RuleContext): void {
  const root = ctx.doc.root;
  const owner = ctx.node(['retention']);
  if (root === undefined || root.broken || owner?.broken) return;
  ctx.report({
    ...(owner === undefined ? { at: ['enabled'] } : { key: ['retention'] }),
    message: t(
      'Sessions are recorded and archiveAfterDays is absent. Videos then stay in the costly active storage until they are deleted, or are gone when an audit asks for them. Set a number of days, usually {days}.',
      { days: USUAL_DAYS },
    ),
    fixes: [
      {
        title: t('Set archiveAfterDays to {days}', { days: USUAL_DAYS }),
        safe: false,
        edits: () =>
          owner === undefined
            ? insertProperties(ctx.doc.text, root, [['retention', { archiveAfterDays: USUAL_DAYS }]])
            : insertProperties(ctx.doc.text, owner, [['archiveAfterDays', USUAL_DAYS]]),
      },
    ],
  });
}
