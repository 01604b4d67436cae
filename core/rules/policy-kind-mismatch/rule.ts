import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'policy-kind-mismatch',
  severity: 'error',
  title: 'No environment takes this kind of policy',
  kinds: ['policy', 'mediaPolicy'],
  check(ctx) {
    if (!ctx.config.named || ctx.environments.length > 0) return;
    const { path } = ctx.doc;
    const naming = ctx.config.environments.filter((e) => e.names(path));
    // A file that no environment names is nobody's: which one it is meant for is not known.
    if (naming.length === 0 || naming.some((e) => e.includes(path))) return;
    const root = ctx.node([]);
    const start = root?.start ?? 0;
    ctx.report({
      start,
      end: start + 1,
      message: t(
        'No environment deploys this kind of policy. {environments}: files named {wanted} are deployed there, and nothing else. Write the policy as such a file, or add an environment whose "api" takes this kind.',
        {
          environments: naming.map((e) => `"${e.name}"`).join(', '),
          wanted: [...new Set(naming.map((e) => `*${e.traits.policySuffix}`))].join(', '),
        },
      ),
    });
  },
});
