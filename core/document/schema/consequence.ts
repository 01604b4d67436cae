import { t } from '../../l10n';
import type { DocumentKind } from '../kinds';

/** What follows from a value that a kind's schema does not allow, as a sentence. */
export function consequenceOf(kind: DocumentKind): string {
  switch (kind) {
    case 'policy':
    case 'mediaPolicy':
      return t('The org rejects such a policy.');
    case 'settings':
      return t('The org rejects such settings, all of them.');
    case 'psr':
      return t('Neither the checks nor the checklist of console steps can make use of it.');
    case 'config':
      return t('The entry is not in force.');
    case 'tests':
      return t('The test cannot run.');
  }
}

/** How people call a document of this kind. */
export function nameOfKind(kind: DocumentKind): string {
  switch (kind) {
    case 'policy':
      return t('a screen recording policy');
    case 'mediaPolicy':
      return t('a media retention policy');
    case 'settings':
      return t('recording settings');
    case 'psr':
      return t('privileged session settings');
    case 'config':
      return t('the project configuration');
    case 'tests':
      return t('policy tests');
  }
}

/** A value as it is quoted in a message: its JSON, shortened. */
export function shown(value: unknown): string {
  return clipped(JSON.stringify(value) ?? '');
}

/** A text as it is quoted in a message, shortened. */
export function clipped(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
