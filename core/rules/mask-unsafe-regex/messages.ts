import type {
  Attack,
  ExponentialVerdict,
  PolynomialVerdict,
  UndecidedVerdict,
} from '../../../masks/redos/verdict';
import { t } from '../../l10n';
import { brief, quoted } from '../mask-lists';

/** What a fault does, how it can be tried, and what to do. */
export function unsafeMessage(verdict: PolynomialVerdict | ExponentialVerdict): string {
  return [consequence(verdict), attackText(verdict.attack), advice(verdict)].join(' ');
}

function consequence(verdict: PolynomialVerdict | ExponentialVerdict): string {
  if (verdict.kind === 'exponential')
    return t(
      'Exponential backtracking: each further character of a text that nearly matches doubles the time or worse, and a few dozen of them stop the recorder.',
    );
  const { degree } = verdict;
  if (degree > 2)
    return t(
      'Backtracking of degree {degree}: on a text ten times as long the pattern takes some {factor} times as long, and a screen full of text stops the recorder.',
      { degree, factor: `10^${degree}` },
    );
  return t(
    'Quadratic backtracking: on a text ten times as long the pattern takes a hundred times as long. It matters on long texts only.',
  );
}

/** The attack in a form that a person can type, and what it cost where that was counted. */
function attackText({ prefix, pump, suffix, repeat, growth }: Attack): string {
  const parts = [
    ...(prefix === '' ? [] : [quoted(prefix)]),
    t('{pump} {repeat} times', { pump: quoted(pump), repeat }),
    ...(suffix === '' ? [] : [quoted(suffix)]),
  ];
  const [first, last] = [growth?.at(0), growth?.at(-1)];
  const counted =
    first !== undefined && last !== undefined && first !== last
      ? t(' ({a} characters take {m} steps, {b} take {n})', {
          a: first.length,
          m: first.steps,
          b: last.length,
          n: last.steps,
        })
      : '';
  return `${t('Try it on {attack}', { attack: parts.join(' + ') })}${counted}.`;
}

function advice({ rewrite, ...verdict }: PolynomialVerdict | ExponentialVerdict): string {
  if (rewrite !== undefined)
    return t('This matches the same without it: {pattern}', { pattern: brief(rewrite) });
  return verdict.kind === 'exponential'
    ? t('Let the marked part match a text in one way only.')
    : t('Put a bound on the marked repeat, such as {1,64}, or let it start at a word boundary.');
}

/** Why nothing was decided; nothing undecided is passed off as safe. */
export function undecidedMessage(verdict: UndecidedVerdict, untried: boolean): string {
  const why = reason(verdict);
  const tried = untried
    ? ` ${t('Nor could it be tried on the samples, so what it hides is not known.')}`
    : '';
  return `${t('Whether this pattern is safe could not be decided: {why}. It may stop the recorder on a text that nobody has thought of. Simplify it, or measure it before it is deployed.', { why })}${tried}`;
}

function reason({ reason }: UndecidedVerdict): string {
  switch (reason) {
    case 'too-long':
      return t('it is too long to be analysed');
    case 'too-complex':
      return t('it has too many parts to be analysed');
    case 'pending':
      return t('it is still being analysed');
    case 'interrupted':
      return t('the analysis was interrupted, and another run may decide it');
    case 'feature':
      return t('it uses a part of the syntax that the analysis does not cover');
    case 'no-attack-found':
      return t('one text can match it in several ways, but none was found on which it is slow');
  }
}
