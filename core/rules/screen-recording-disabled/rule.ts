import { whereText } from '../../conflicts/words';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'screen-recording-disabled',
  severity: 'warning',
  title: 'No screen recording although policies ask for it',
  kinds: ['settings'],
  check(ctx) {
    const settings = ctx.value as { maxSimultaneousStreams?: unknown } | undefined;
    if (settings?.maxSimultaneousStreams !== 0) return;
    const concerned = ctx.environments.filter((e) => e.enabledPolicies > 0);
    if (concerned.length === 0) return;
    const count = Math.max(...concerned.map((e) => e.enabledPolicies));
    const where = whereText(concerned.map((e) => e.environment.name));
    ctx.report({
      at: ['maxSimultaneousStreams'],
      message:
        count === 1
          ? t(
              '0 simultaneous screen recordings switch screen recording off, while an enabled policy{where} asks for it: nobody is recorded. Set the number of agents to record at one time, or disable the policy.',
              { where },
            )
          : t(
              '0 simultaneous screen recordings switch screen recording off, while {count} enabled policies{where} ask for it: nobody is recorded. Set the number of agents to record at one time, or disable the policies.',
              { count, where },
            ),
    });
  },
});
