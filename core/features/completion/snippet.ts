/** Text as it must stand in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A placeholder with its default. */
export function placeholder(number: number, text: string): string {
  return text === '' ? `$${number}` : `\${${number}:${escapeSnippet(text)}}`;
}

/** A placeholder that offers choices, the first being the default. */
export function choice(number: number, options: readonly string[]): string {
  return `\${${number}|${options.map((o) => o.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

/** What a snippet inserts where placeholders are not supported: defaults and first choices. */
export function plainOf(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\.|[^|\\])*)\|\}/g, (_, options: string) => /^(?:\\.|[^,\\])*/.exec(options)![0])
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([\\$},|])/g, '$1');
}
