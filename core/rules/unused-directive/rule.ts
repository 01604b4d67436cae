import { defineRule } from '../api';

/**
 * Reported where directives are applied (`core/findings/suppress.ts`), after every other rule has spoken:
 * only then is it known which directives silenced something. The rule stands here for its code, its default
 * severity and its page.
 */
export const rule = defineRule({
  code: 'unused-directive',
  severity: 'warning',
  title: 'A directive that silences nothing',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: 'comments',
  check() {},
});
