import { referenceIn } from '../../document/references';
import { resolveVariables } from '../../document/variables';
import { t } from '../../l10n';
import { ageOf } from '../shared/age';
import { environmentsFor, type FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';

/** What a reference means in the org of each environment. False where nothing is known of any. */
export function describeReference(ctx: FeatureContext, kind: string, text: string, into: Markup): boolean {
  let isKnown = false;
  for (const { environment } of environmentsFor(ctx)) {
    const names = ctx.org.facts(environment.name)?.names;
    if (names === undefined) continue;
    const reference = referenceIn(text);
    const id =
      reference === undefined ? resolveVariables(text, environment.variables)?.toLowerCase() : undefined;
    const found = [...names.value].filter(
      ([key, name]) =>
        key.startsWith(`${kind}:`) &&
        (reference === undefined ? key.slice(kind.length + 1) === id : name === reference.name),
    );
    const age = ageOf(names, ctx.now);
    const where = into.strong(into.foreign(environment.name));
    isKnown = true;
    if (found.length === 1) {
      const [key, name] = found[0]!;
      into.line(`${where}: ${into.foreign(name)} · ${into.foreign(key.slice(kind.length + 1))} (${age})`);
    } else if (found.length > 1)
      into.line(
        `${where}: ${t('{count} things have this name: write the id of the one that is meant ({age}).', { count: found.length, age })}`,
      );
    else if (names.complete)
      into.line(`${where}: ${t('the org has nothing of this name or id ({age}).', { age })}`);
    else into.line(`${where}: ${t('not known, as not all names could be read ({age}).', { age })}`);
  }
  return isKnown;
}
