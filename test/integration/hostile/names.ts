import { expect } from 'vitest';

/**
 * A name that tries every sink at once: lines of its own, CI commands, terminal codes, direction, mentions,
 * links, markup, XML.
 */
export const HOSTILE = [
  'X',
  '\n::error file=a.js,line=1::pwned',
  '\n  ::add-mask::recpolicy\nForged: 0 to create',
  '\r##[set-output name=changes]none ##vso[task.complete result=Succeeded;]',
  '\u001b]0;title\u0007\u001b[31m \u009b31m \u0085\u2028\u2029',
  '\u202ereversed\u202c \u2066isolate\u2069 \u200bzero\u200d\u2060\ufeff',
  ' ask @octocat about #12 [click](https://evil.example) www.evil.example',
  ' $(rocket) <img src=x onerror=alert(1)> &#64;octocat `tick` | cell ]]> "quoted"',
].join('');

/** The same as a name of a file: no slash, and short enough. */
export const HOSTILE_FILE = 'a\n::error::pwned\r##[group]\u001b[2J\u009b\u202e\u200b@octocat [c](b) #1';

/** Characters that no output may hold; a line feed only where a line of ours ends. */
const UNSHOWABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** No terminal code, nothing a CI takes for a command, no line that a name began. */
export function expectPlain(output: string, ours: RegExp = /^$/): void {
  expect(output).not.toMatch(UNSHOWABLE);
  expect(output).not.toMatch(/##(vso|teamcity)?\[/);
  for (const line of output.split('\n')) {
    if (/^\s*::/.test(line)) expect(line).toMatch(ours);
    expect(line).not.toMatch(/^\s*(Forged|none)/);
  }
}

/**
 * Markdown without its code spans: what is left holds no mention, reference, link, HTML or entity of somebody
 * else's.
 */
export function expectInertMarkdown(markdown: string): void {
  const prose = markdown.replace(/(`+)(?!`)(?: ?)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(prose).not.toMatch(/@[\p{L}\p{N}]/u);
  expect(prose).not.toMatch(/#\d/);
  expect(prose).not.toMatch(/:\/\/\S|www\.\S/);
  expect(prose).not.toMatch(/\]\(/);
  expect(prose).not.toMatch(/(?<!\\)<(?!br>)/);
  expect(prose).not.toMatch(/(?<!\\)&/);
}

/** Every text of a JSON value but those under the given names. */
export function textsIn(value: unknown, except: readonly string[] = []): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    except.includes(key) ? [] : [...(Array.isArray(value) ? [] : [key]), ...textsIn(v, except)],
  );
}
