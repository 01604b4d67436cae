/** What a pattern asks of a path, piece by piece. Paths are relative, with forward slashes. */
export type GlobToken =
  /** This character. */
  | { readonly kind: 'char'; readonly code: number }
  /** One character, no slash. */
  | { readonly kind: 'any' }
  /** One character of a set (or outside it), no slash. */
  | { readonly kind: 'class'; readonly ranges: readonly CodePointRange[]; readonly negated: boolean }
  /** Any number of characters, no slash. */
  | { readonly kind: 'star' }
  /** Any number of whole folders, each with its slash. */
  | { readonly kind: 'folders' }
  /** Whatever follows, slashes too. */
  | { readonly kind: 'rest' };

/** Code points, both ends included. */
export type CodePointRange = readonly [low: number, high: number];

const SLASH = 47;

/** The tokens of a pattern without braces. */
export function tokensOf(text: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (c === '*') {
      let end = at;
      while (text[end] === '*') end++;
      const atStart = at === 0 || text[at - 1] === '/';
      if (end - at >= 2 && atStart && end === text.length) push(tokens, { kind: 'rest' });
      else if (end - at >= 2 && atStart && text[end] === '/') {
        push(tokens, { kind: 'folders' });
        end++;
      } else push(tokens, { kind: 'star' });
      at = end;
    } else if (c === '?') {
      tokens.push({ kind: 'any' });
      at++;
    } else if (c === '[' && classEnd(text, at) > 0) {
      const end = classEnd(text, at);
      tokens.push(classOf(text.slice(at + 1, end)));
      at = end + 1;
    } else {
      if (c === '\\' && at + 1 < text.length) at++;
      const code = text.codePointAt(at)!;
      tokens.push({ kind: 'char', code });
      at += code > 0xffff ? 2 : 1;
    }
  }
  return tokens;
}

/** Folders behind folders, or before everything, ask for no more than the last of them. */
function push(tokens: GlobToken[], token: GlobToken): void {
  while (tokens.at(-1)?.kind === 'folders' && token.kind !== 'star') tokens.pop();
  tokens.push(token);
}

/** Where the set that begins at a bracket ends; -1 where the bracket stands for itself. */
export function classEnd(text: string, start: number): number {
  let at = start + 1;
  if (text[at] === '!' || text[at] === '^') at++;
  // A bracket in the first place is a member.
  if (text[at] === ']') at++;
  for (; at < text.length && text[at] !== '/'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === ']') return at;
  }
  return -1;
}

function classOf(inner: string): GlobToken {
  const negated = inner.startsWith('!') || inner.startsWith('^');
  const members: { readonly code: number; readonly quoted: boolean }[] = [];
  const points = [...(negated ? inner.slice(1) : inner)];
  for (let i = 0; i < points.length; i++) {
    const quoted = points[i] === '\\' && i + 1 < points.length;
    if (quoted) i++;
    members.push({ code: points[i]!.codePointAt(0)!, quoted });
  }
  const ranges: CodePointRange[] = [];
  for (let i = 0; i < members.length; i++) {
    const { code } = members[i]!;
    const dash = members[i + 1];
    const high = members[i + 2];
    if (dash?.code === 45 && !dash.quoted && high !== undefined) {
      ranges.push([code, high.code]);
      i += 2;
    } else ranges.push([code, code]);
  }
  return { kind: 'class', ranges, negated };
}

/** Whether a character is one that the token takes and goes on after. */
export function takes(token: GlobToken, code: number): boolean {
  switch (token.kind) {
    case 'char':
      return token.code === code;
    case 'any':
      return code !== SLASH;
    case 'class':
      return (
        code !== SLASH && token.ranges.some(([low, high]) => low <= code && code <= high) !== token.negated
      );
    default:
      return false;
  }
}
