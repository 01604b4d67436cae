import { t } from '../../l10n';

/** A number of days as people speak of it; undefined where that says nothing new. */
export function periodOf(days: number): string | undefined {
  if (!Number.isInteger(days) || days < 7 || days > 36_500) return undefined;
  if (days % 365 === 0) return days === 365 ? t('1 year') : t('{years} years', { years: days / 365 });
  if (days > 365) return t('about {years} years', { years: Math.round(days / 36.5) / 10 });
  if (days % 7 === 0 && days < 56) return days === 7 ? t('1 week') : t('{weeks} weeks', { weeks: days / 7 });
  if (days >= 27) {
    const months = Math.round((days / 365) * 12);
    return months === 1 ? t('about 1 month') : t('about {months} months', { months });
  }
  return undefined;
}
