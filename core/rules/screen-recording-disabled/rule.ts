import { whereText } from '../../cascade/conflicts/messages';
import { streamsInForce } from '../../cascade/conflicts/streams-in-force';
import { t } from '../../l10n';
import { defineRule, type ReportLocation, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'screen-recording-disabled',
  severity: 'warning',
  title: 'No screen recording although policies ask for it',
  kinds: ['settings', 'config'],
  check(ctx) {
    const off = streamsInForce(ctx).filter(
      ({ streams, index }) => streams === 0 && index.enabledPolicies > 0,
    );
    const byFile = off.filter(({ read }) => read === undefined);
    const [first] = byFile;
    if (first !== undefined) {
      const count = Math.max(...byFile.map(({ index }) => index.enabledPolicies));
      const where = whereText(byFile.map(({ index }) => index.environment.name));
      ctx.report({ ...first.place, message: messageOf(count, where) });
    }
    for (const { index, place, read } of off)
      if (read !== undefined) reportOrg(ctx, index.environment.name, index.enabledPolicies, place, read);
  },
});

function messageOf(count: number, where: string): string {
  return count === 1
    ? t(
        '0 simultaneous screen recordings switch screen recording off, while an enabled policy{where} asks for it: nobody is recorded. Set the number of agents to record at one time, or disable the policy.',
        { where },
      )
    : t(
        '0 simultaneous screen recordings switch screen recording off, while {count} enabled policies{where} ask for it: nobody is recorded. Set the number of agents to record at one time, or disable the policies.',
        { count, where },
      );
}

function reportOrg(
  ctx: RuleContext,
  environment: string,
  count: number,
  place: ReportLocation,
  read: { readonly asOf: string; readonly complete: boolean },
): void {
  const values = { environment, count, asOf: read.asOf };
  ctx.report({
    ...place,
    message:
      count === 1
        ? t(
            'The org of {environment} records no screen: it allows 0 at one time (as read at {asOf}). An enabled policy asks for recording and nobody is recorded. Set maxSimultaneousStreams in a recording settings file, or disable the policy.',
            values,
          )
        : t(
            'The org of {environment} records no screen: it allows 0 at one time (as read at {asOf}). {count} enabled policies ask for recording and nobody is recorded. Set maxSimultaneousStreams in a recording settings file, or disable the policies.',
            values,
          ),
    basis: { environment, asOf: read.asOf, complete: read.complete },
  });
}
