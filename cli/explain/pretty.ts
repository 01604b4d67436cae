import type { CascadeEntry } from '../../core/cascade/cascade';
import { consentText, kindTexts, modeText } from '../../core/cascade/report/settings-text';
import { streamsText } from '../../core/cascade/report/streams';
import { settingsOf } from '../../core/cascade/settings';
import type { ProjectConfig } from '../../core/config/config';
import { ageOf } from '../format/age';
import { type Colours, coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { type Answer, type AskedTarget, type Explanation, holding } from './answer';

/** The answer for people: who, what happens, why, and what that rests on. */
export function explanationText(
  explanation: Explanation,
  relative: (path: string) => string,
  terminal: Terminal,
): string {
  const { environment, agent, targets, context } = explanation;
  const colours = coloursFor(terminal.stdout, terminal.env);
  const samples = context.project.config.maskSamples;
  const shown = agent === undefined ? targets : [agent];
  const parts = shown.map((answer) => {
    const who = `${answer.targets.map(targetText).join(', ')} in ${environment}`;
    const head = `${colours.bold(sanitiseForTerminal(who))}\n`;
    return head + answerText(answer, explanation, relative, colours, samples);
  });
  if (parts.length === 0) parts.push(`No file, variable or org data of ${environment} names a target.\n`);
  const notes = basisTexts(explanation).map((text) => `${colours.dim(sanitiseForTerminal(text))}\n`);
  return `${parts.join('\n')}\n${notes.join('')}`;
}

function targetText({ type, id, resolved, name }: AskedTarget): string {
  const more = [...(name === undefined ? [] : [`“${name}”`]), ...(id === resolved ? [] : [resolved])];
  return `${type} ${id}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

function answerText(
  { targets, cascade, idle }: Answer,
  { streams, context }: Explanation,
  relative: (path: string) => string,
  colours: Colours,
  samples: ProjectConfig['maskSamples'],
): string {
  const line = (text: string, indent = '  ') => `${indent}${sanitiseForTerminal(text)}\n`;
  let out = '';
  for (const { type, id } of targets.filter((t) => !t.known))
    out += line(`${type} ${id}: no file and no variable names it, and whether the org has it is not known.`);
  if (streams?.value === 0)
    out += colours.red(line('Nothing is recorded: the org records 0 screens at one time.'));
  if (cascade.entries.length === 0) {
    const whole = context.facts?.remoteOnly?.complete === true;
    out += line(
      whole
        ? 'No enabled policy names it: nothing is recorded because of it.'
        : 'No enabled policy of a file names it. What the org alone has is not known, or not all of it.',
    );
  } else if (cascade.ties.length > 0)
    out += colours.red(
      line(`${cascade.ties.length} policies tie for the win: which one applies is left to chance.`),
    );
  else {
    const days = cascade.retentionDays === undefined ? 'an unknown time' : `${cascade.retentionDays} days`;
    const verb = streams?.value === 0 ? 'would apply' : 'applies';
    out += colours.green(line(`${cascade.winner!.policy.label} ${verb}: recordings are kept ${days}.`));
  }
  for (const entry of holding(cascade)) {
    const several = cascade.ties.length > 0;
    if (several) out += line(`Under ${entry.policy.label}:`);
    for (const text of settingsTexts(entry, samples)) out += line(text, several ? '    ' : '  ');
  }
  for (const [i, e] of cascade.entries.entries()) {
    const place = e.policy.facts === undefined ? 'only in the org' : relative(e.policy.facts.uri);
    const where = colours.dim(`priority ${e.policy.priority}, ${sanitiseForTerminal(place)}`);
    out += `  ${i + 1}. ${sanitiseForTerminal(e.policy.label)}  ${where}\n     ${sanitiseForTerminal(e.reason)}\n`;
  }
  for (const { label, state, facts } of idle) {
    const place = facts === undefined ? 'only in the org' : relative(facts.uri);
    out += colours.dim(line(`-  ${label}  ${state}, so it takes no part (${place})`));
  }
  return out;
}

function settingsTexts({ policy }: CascadeEntry, samples: ProjectConfig['maskSamples']): string[] {
  const settings = settingsOf(policy);
  if (settings === undefined)
    return ['Its masks, consent and evaluation mode are not known here: facts or pull reads them.'];
  const { masking, patterns, consent, evaluationMode } = settings;
  const masks = !masking
    ? ['Masks: none, masking is off.']
    : patterns.length === 0
      ? ['Masks: none, masking is on but there is no pattern.']
      : kindTexts(patterns, samples);
  return [...masks, consentText(consent), modeText(evaluationMode)];
}

/** On what an answer rests, and how old and complete that is. */
function basisTexts({ environment, targets, streams, context: { facts } }: Explanation): string[] {
  const minimum = targets[0]?.cascade.minimum;
  const texts = [
    minimum === undefined
      ? 'The minimum retention of the environment is not known.'
      : minimum.asOf === undefined
        ? `The environment keeps recordings at least ${minimum.days} days (recpolicy.config.json).`
        : `The environment keeps recordings at least ${minimum.days} days (as read at ${minimum.asOf}).`,
    streamsText(streams),
  ];
  const read = facts?.remoteOnly ?? facts?.groups ?? facts?.minimumRetentionDays;
  if (read === undefined)
    texts.push(
      `From the files alone: nothing is known of the org (recpolicy facts -e ${environment} fetches it).`,
    );
  else {
    texts.push(`With what is known of the org as of ${read.asOf} (${ageOf(read.asOf, Date.now())} old).`);
    const remote = facts?.remoteOnly;
    if (remote === undefined) texts.push('Which policies only the org has is not known.');
    else if (!remote.complete) texts.push('Not all policies that only the org has could be read.');
  }
  return texts;
}
