import type { FeatureContext } from './context';

/** The command of our own extension that shows the page of a rule; its argument is the rule's code. */
export const OPEN_RULE_COMMAND = 'recpolicy.explainFinding';

/**
 * Where a link to a rule's page leads from a hover: VS Code opens from there the web, files, and commands
 * that it is told to trust.
 */
export function pageLink(ctx: FeatureContext, code: string): string | undefined {
  const url = ctx.docsUrl?.(code);
  if (url === undefined || !ctx.abilities.commands || !ctx.abilities.markdown) return url;
  return `command:${OPEN_RULE_COMMAND}?${encodeURIComponent(JSON.stringify([code]))}`;
}
