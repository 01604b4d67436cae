/** Colours text for a terminal, or leaves it as it is. */
export interface Colours {
  red(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
  green(text: string): string;
}

/**
 * Colours only on a terminal, or where FORCE_COLOR asks for them, and never against NO_COLOR (no-color.org).
 */
export function coloursFor(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Colours {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const forbidden = (env.NO_COLOR ?? '') !== '';
  const on = !forbidden && (forced || (stream.isTTY === true && env.TERM !== 'dumb'));
  const paint = (code: number, end: number) => (text: string) =>
    on ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  return {
    red: paint(31, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    green: paint(32, 39),
    dim: paint(2, 22),
    bold: paint(1, 22),
  };
}
