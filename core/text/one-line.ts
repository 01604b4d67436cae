/**
 * Characters that end a line, steer a terminal, change the direction of text or cannot be seen, and halves of
 * surrogate pairs. The numbers are code points that Unicode has nothing drawn for and counts to no class of
 * such; the selectors of emoji are not among them.
 */
const UNSHOWABLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2065\u3164\uffa0\ufff0-\ufff8]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\u{e0000}-\u{e0fff}]/gu;

/** Printable ASCII, which most texts are: these need no second look. */
const ORDINARY = /^[\x20-\x7e]*$/;

/**
 * Text from a file or an org on one line: each character that ends a line, steers a terminal, changes the
 * direction of text or cannot be seen becomes U+FFFD, so that a reader sees that something was there. Every
 * sink starts from this.
 */
export function oneLine(text: string): string {
  return ORDINARY.test(text) ? text : text.replace(UNSHOWABLE, '\ufffd');
}

/**
 * One line in which nothing is a mention, a reference or a link, wherever it ends up: a space parts what
 * GitHub, GitLab and SARIF viewers would join. Escapes do not help there, as mentions are looked for after
 * Markdown has been read.
 */
export function inert(text: string): string {
  return oneLine(text)
    .replaceAll('](', '] (')
    .replace(/@(?=[\p{L}\p{N}_-])/gu, '@ ')
    .replace(/([#!]|\bGH-)(?=\d)/gi, '$1 ')
    .replace(/(:\/\/|\bwww\.|\bmailto:)(?=\S)/gi, '$1 ');
}
