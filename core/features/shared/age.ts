import type { Dated } from '../../index/org-facts';
import { t } from '../../l10n';

/**
 * How old and how complete data of an org is, as the end of a sentence: "org data 2 hours old, incomplete".
 */
export function ageOf(fact: Dated<unknown>, now: number): string {
  const at = Date.parse(fact.asOf);
  const age = Number.isNaN(at) ? t('of unknown age') : since(Math.max(0, now - at));
  return fact.complete ? t('org data {age}', { age }) : t('org data {age}, incomplete', { age });
}

function since(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t('less than a minute old');
  if (minutes < 120) return t('{minutes} min old', { minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('{hours} h old', { hours }) : t('{days} days old', { days: Math.floor(hours / 24) });
}
