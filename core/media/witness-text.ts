import { t } from '../l10n';
import type { Medium } from './media-rules';
import type { Witness } from './overlap';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** An interaction that two policies match, as a noun with what it must have. */
export function witnessText(medium: Medium | undefined, witness: Witness): string {
  const parts = [
    part(witness.get('directions'), (value) => t('direction {value}', { value })),
    part(witness.get('forQueues'), (value) => t('queue {value}', { value })),
    part(witness.get('forUsers'), (value) => t('agent {value}', { value })),
    part(witness.get('forGroups'), (value) => t('an agent of group {value}', { value })),
    part(witness.get('teams'), (value) => t('team {value}', { value })),
    part(witness.get('wrapupCodes'), (value) => t('wrap-up {value}', { value })),
    part(witness.get('languages'), (value) => t('language {value}', { value })),
    part(witness.get('day'), (day) =>
      t('on {day} at {time}', { day: dayName(day), time: witness.get('time') ?? '' }),
    ),
  ].filter((text) => text !== undefined);
  const noun = nounOf(medium);
  return parts.length === 0 ? noun : `${noun} (${parts.join(', ')})`;
}

function part(value: string | undefined, text: (value: string) => string): string | undefined {
  return value === undefined ? undefined : text(value);
}

function dayName(day: string): string {
  return DAYS[Number(day) - 1] ?? day;
}

function nounOf(medium: Medium | undefined): string {
  switch (medium) {
    case 'callPolicy':
      return t('a call');
    case 'chatPolicy':
      return t('a chat');
    case 'emailPolicy':
      return t('an email');
    case 'messagePolicy':
      return t('a message');
    case undefined:
      return t('an interaction');
  }
}
