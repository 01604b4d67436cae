import { oneLine } from '../../core/text/one-line';

/**
 * Text from a file or an org for a terminal or a CI log: one line, and nothing that a CI would take for a
 * command of ours. GitHub and Azure take a line that begins with `::`, and any that holds `##[` or `##vso[`.
 */
export function sanitiseForTerminal(text: string): string {
  return withoutCommands(oneLine(text));
}

/** Text of several lines, such as a stack: each line is {@link plain}. */
export function sanitiseLines(text: string): string {
  return text.split('\n').map(sanitiseForTerminal).join('\n');
}

/** Breaks up what a CI would read as a command. */
export function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replace(/##(?=(?:vso|teamcity)?\[)/gi, '# #');
}
