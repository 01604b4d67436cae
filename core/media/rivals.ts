import type { Environment } from '../config/environment';
import { isRecord } from '../config/read';
import type { CoreDocument } from '../document/document';
import { resolveVariables } from '../document/variables';
import type { RuleContext } from '../rules/api';
import { type MediaRule, mediaRulesOf, says } from './media-rules';
import { overlapOf, type Witness } from './overlap';
import { type Retention, retentionOf } from './retention';

/** Another policy that can match an interaction of this one, and how long each keeps it. */
export interface Rival {
  readonly part: MediaRule;
  readonly own: Retention;
  readonly other: CoreDocument;
  readonly otherName: string;
  readonly otherPart: MediaRule;
  readonly others: Retention;
  readonly witness: Witness;
}

/** The enabled policies that surely can match an interaction of this one, for each of its media. */
export function rivalsOf(ctx: RuleContext): Rival[] {
  const own = partsOf(ctx.value);
  if (own.length === 0) return [];
  return ctx.environments.flatMap(({ environment }) => {
    const resolve = (text: string) => resolveVariables(text, environment.variables) ?? text;
    return own.flatMap((part) => rivalsIn(ctx, environment, part, resolve));
  });
}

function rivalsIn(
  ctx: RuleContext,
  environment: Environment,
  part: MediaRule,
  resolve: (text: string) => string,
): Rival[] {
  const rivals: Rival[] = [];
  for (const other of ctx.project.mediaPolicies()) {
    if (other.uri === ctx.doc.uri || !environment.includes(other.path)) continue;
    for (const otherPart of partsOf(other.value)) {
      if (otherPart.medium !== part.medium) continue;
      const overlap = overlapOf(part, otherPart, resolve);
      if (overlap.kind !== 'common') continue;
      rivals.push({
        part,
        own: retentionOf(part),
        other,
        otherName: nameOf(other),
        otherPart,
        others: retentionOf(otherPart),
        witness: overlap.witness,
      });
    }
  }
  return rivals;
}

/**
 * What an enabled policy says of each medium; nothing where it uses the older form too, whose part in it is
 * not documented.
 */
function partsOf(policy: unknown): MediaRule[] {
  if (!isRecord(policy) || policy['enabled'] !== true) return [];
  if (says(policy['conditions']) || says(policy['actions'])) return [];
  return mediaRulesOf(policy);
}

function nameOf(doc: CoreDocument): string {
  const name = isRecord(doc.value) ? doc.value['name'] : undefined;
  return typeof name === 'string' ? name : doc.path;
}
