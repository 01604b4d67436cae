import type { RegexFault } from '../../masks/regex-fault';
import { t } from '../l10n';

/** Why a pattern does not compile, as the end of a sentence. */
export function regexFaultText({ reason, engineMessage }: RegexFault): string {
  switch (reason) {
    case 'unterminated-group':
      return t('this "(" is never closed');
    case 'unmatched-parenthesis':
      return t('this ")" closes nothing');
    case 'unterminated-class':
      return t('this "[" is never closed');
    case 'nothing-to-repeat':
      return t('there is nothing before this quantifier that it could repeat');
    case 'quantifier-out-of-order':
      return t('the first number of this quantifier is greater than the second');
    case 'range-out-of-order':
      return t('the range ends before it starts');
    case 'invalid-group':
      return t('this kind of group is not known (there are no inline flags such as (?i))');
    case 'trailing-backslash':
      return t('the backslash at the end escapes nothing');
    case 'invalid-group-name':
      return t('this is no name for a group');
    case 'duplicate-group-name':
      return t('another group has this name');
    case 'unknown-group-name':
      return t('there is no group of this name');
    case 'possessive-quantifier':
      return t('there are no possessive repeats such as "++"');
    case 'atomic-group':
      return t('there are no atomic groups');
    case 'comment':
      return t('there are no comments in a pattern');
    case 'python-named-group':
      return t('a named group is written (?<name>…), and what it found \\k<name>');
    case 'other':
      return engineMessage;
  }
}
