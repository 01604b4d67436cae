import { coverageTable, kindName } from '../../../masks/coverage';
import { standardPattern } from '../../../masks/fixes';
import type { PatternFacts } from '../../../masks/mask-types';
import type { RegexVerdict } from '../../../masks/redos/verdict';
import { SAMPLE_KINDS } from '../../../masks/samples';
import type { OwnSamples } from '../../../masks/samples/types';
import type { MaskService } from '../../../masks/service/service';
import { hoverPart, type PartKind, regexParts } from '../../../masks/tokens';
import { t } from '../../l10n';
import { regexFaultText } from '../../rules/regex-fault-text';
import type { MaskFeatures, PatternToken, PatternTokenType, StandardMask } from '../shared/mask-features';

/** What the editor shows of masks, over what the rules know of them. */
export function maskFeatures(masks: MaskService, samples: OwnSamples): MaskFeatures {
  return {
    maskHover: (pattern, offset) => hoverText(pattern, masks.pattern(pattern, samples), offset),
    maskTokens: (pattern) => tokensOf(pattern),
    get standardMasks() {
      return standardMasks();
    },
    list: (patterns, uri) => masks.list(patterns, samples, uri),
  };
}

function hoverText(pattern: string, facts: PatternFacts | undefined, offset: number | undefined): string {
  if (facts?.fault !== undefined)
    return t('Does not compile: {reason}.', { reason: code(regexFaultText(facts.fault)) });
  const parts: string[] = [];
  const part = offset === undefined ? undefined : hoverPart(pattern, offset);
  if (part !== undefined) parts.push(part.text);
  if (facts === undefined) parts.push(t('**Masks** and **cost:** being worked out.'));
  else parts.push(...masksTexts(facts), costText(facts.verdict));
  return parts.join('\n\n');
}

function masksTexts({ coverage }: PatternFacts): string[] {
  const parts: string[] = [];
  if (coverage.evaluated === 'not-evaluated')
    parts.push(
      coverage.reason === 'step-limit'
        ? t('**Masks:** not known; trying it on the samples takes too long.')
        : t(
            '**Masks:** not known; it uses a part of the syntax that the engine for the samples does not have.',
          ),
    );
  else {
    const table = coverageTable(coverage);
    parts.push(
      table === '' ? t('**Masks** none of the samples.') : `${t('**Masks**, of the samples:')}\n\n${table}`,
    );
    if (coverage.tooBroad.length > 0)
      parts.push(
        t('Hides ordinary text, such as {sample}.', { sample: code(coverage.tooBroad[0]!.sample.text) }),
      );
  }
  return parts;
}

function costText(verdict: RegexVerdict): string {
  switch (verdict.kind) {
    case 'safe':
      return t('**Cost:** linear, whatever the text.');
    case 'exponential':
      return t('**Cost:** exponential in the length of some texts.');
    case 'polynomial':
      return t('**Cost:** grows with the length of some texts to the power of {degree}.', {
        degree: verdict.degree,
      });
    case 'undecided':
      return verdict.stage === 'final'
        ? t('**Cost:** could not be decided.')
        : t('**Cost:** being worked out.');
  }
}

/** Text from a document as code, whatever it holds. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, ' ')}\``;
}

const TYPES: Readonly<Record<PartKind, PatternTokenType | undefined>> = {
  literal: undefined,
  lookaround: 'group',
  range: 'class',
  escape: 'escape',
  shorthand: 'class',
  class: 'class',
  dot: 'class',
  quantifier: 'quantifier',
  group: 'group',
  anchor: 'anchor',
  alternation: 'operator',
  backreference: 'escape',
};

function tokensOf(pattern: string): PatternToken[] {
  return regexParts(pattern).flatMap(({ kind, start, end }) => {
    const type = TYPES[kind];
    return type === undefined ? [] : [{ start, end, type }];
  });
}

function standardMasks(): StandardMask[] {
  return SAMPLE_KINDS.map((kind) => ({ title: kindName(kind), pattern: standardPattern(kind) }));
}
