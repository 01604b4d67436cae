import { whereText } from '../../cascade/conflicts/messages';
import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import type { Dated } from '../../index/org-facts';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

const LIMITS = limitsOf('settings', ['maxSimultaneousStreams']);

export const rule = defineRule({
  code: 'concurrency-out-of-range',
  severity: 'error',
  title: 'Simultaneous screen recordings outside 0–2000',
  kinds: ['settings'],
  check(ctx) {
    const settings = ctx.value as { maxSimultaneousStreams?: unknown } | undefined;
    const streams = settings?.maxSimultaneousStreams;
    if (typeof streams !== 'number' || !Number.isInteger(streams)) return;
    const limit = lowestLimit(ctx);
    if (streams >= LIMITS.minimum && streams <= limit.maximum) return;
    const node = ctx.node(['maxSimultaneousStreams'])!;
    const nearest = streams < LIMITS.minimum ? LIMITS.minimum : limit.maximum;
    const values = {
      streams,
      minimum: LIMITS.minimum,
      maximum: limit.maximum,
      where: whereText([limit.environment]),
      asOf: limit.known?.asOf ?? '',
    };
    ctx.report({
      node,
      message: messageOf(values, streams < LIMITS.minimum, limit.known !== undefined),
      fixes: [
        {
          title: t('Set maxSimultaneousStreams to {nearest}', { nearest }),
          safe: false,
          edits: () => replaceNode(node, nearest),
        },
      ],
      ...(limit.known === undefined || streams < LIMITS.minimum
        ? undefined
        : {
            basis: {
              environment: limit.environment,
              asOf: limit.known.asOf,
              complete: limit.known.complete,
            },
          }),
    });
  },
});

interface Limit {
  readonly maximum: number;
  readonly environment: string;
  /** The org's own limit, where it is known. */
  readonly known: Dated<number> | undefined;
}

/**
 * The lowest upper limit of the environments that include the file: an org's own where it is known, else the
 * platform's.
 */
function lowestLimit(ctx: RuleContext): Limit {
  let lowest: Limit | undefined;
  for (const { environment } of ctx.environments) {
    const known = ctx.org.facts(environment.name)?.streamLimit;
    const maximum = known?.value ?? LIMITS.maximum;
    if (lowest === undefined || maximum < lowest.maximum)
      lowest = { maximum, environment: environment.name, known };
  }
  return lowest ?? { maximum: LIMITS.maximum, environment: '', known: undefined };
}

function messageOf(values: Record<string, string | number>, below: boolean, known: boolean): string {
  if (below)
    return t(
      '{streams} simultaneous screen recordings: the org rejects a number below {minimum}, and with it all settings of the file. Set {minimum} to {maximum}; 0 stops screen recording.',
      values,
    );
  if (known)
    return t(
      '{streams} simultaneous screen recordings: this org allows at most {maximum}{where} (as read at {asOf}) and rejects all settings of the file. Set {minimum} to {maximum}, or have the limit raised.',
      values,
    );
  return t(
    '{streams} simultaneous screen recordings: Genesys Cloud allows at most {maximum} and rejects all settings of the file. Set {minimum} to {maximum}.',
    values,
  );
}
