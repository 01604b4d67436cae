import { isRecord } from '../../config/read';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { Dated } from '../../index/org-facts';
import type { ReportLocation, RuleContext } from '../../rules/api';

/** How many screens an environment records at one time, and where the number stands. */
export interface StreamsInForce {
  readonly streams: number;
  readonly index: EnvironmentIndex;
  /** Where a finding about the number is reported. */
  readonly place: ReportLocation;
  /** The org's setting, where no file says a number. */
  readonly read: Dated<number> | undefined;
}

/**
 * The simultaneous screen recordings in force, as the document at hand decides or knows them: a settings file
 * for each environment that includes it, the configuration for environments without a settings file. Where
 * neither a file nor the org says a number, nothing is known.
 */
export function streamsInForce(ctx: RuleContext): StreamsInForce[] {
  return ctx.doc.kind === 'config' ? ofConfiguration(ctx) : ofSettings(ctx);
}

function ofSettings(ctx: RuleContext): StreamsInForce[] {
  if (!isRecord(ctx.value)) return [];
  const streams = ctx.value['maxSimultaneousStreams'];
  if (streams !== undefined) {
    if (typeof streams !== 'number' || !Number.isInteger(streams) || streams < 0) return [];
    const place = { at: ['maxSimultaneousStreams'] };
    return ctx.environments.map((index) => ({ streams, index, place, read: undefined }));
  }
  const root = ctx.doc.root;
  if (root === undefined || root.broken) return [];
  return fromOrg(ctx, ctx.environments, () => ({ start: root.start, end: root.start + 1 }));
}

function ofConfiguration(ctx: RuleContext): StreamsInForce[] {
  const bare = ctx.project.environments.filter(
    ({ environment }) => environment.name !== '' && ctx.project.settingsOf(environment).length === 0,
  );
  return fromOrg(ctx, bare, ({ environment }) => ({ key: ['environments', environment.name] }));
}

function fromOrg(
  ctx: RuleContext,
  indexes: readonly EnvironmentIndex[],
  placeOf: (index: EnvironmentIndex) => ReportLocation,
): StreamsInForce[] {
  return indexes.flatMap((index) => {
    const read = ctx.org.facts(index.environment.name)?.maxSimultaneousStreams;
    return read === undefined ? [] : [{ streams: read.value, index, place: placeOf(index), read }];
  });
}
