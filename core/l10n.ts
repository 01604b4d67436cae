/** Messages by their English template. */
export type MessageBundle = Readonly<Record<string, string>>;

let bundle: MessageBundle = {};

/**
 * Templates cut at their placeholders: text, name, text, name, …, text. Templates are literals of the source,
 * so they are few.
 */
const parts = new Map<string, readonly string[]>();

/** Sets the translations used from now on; templates without one stay English. */
export function setMessageBundle(messages: MessageBundle): void {
  bundle = messages;
  parts.clear();
}

/**
 * Fills a message template: `t('{count} days', { count: 3 })`. The English template is the key of its
 * translation, so every template must be a literal: `npm run generate` collects them into
 * `l10n/bundle.l10n.json`.
 */
export function t(template: string, values?: Readonly<Record<string, string | number>>): string {
  if (values === undefined) return translated(template);
  let cut = parts.get(template);
  if (cut === undefined) {
    cut = translated(template).split(/\{(\w+)\}/);
    parts.set(template, cut);
  }
  let text = cut[0]!;
  for (let i = 1; i < cut.length; i += 2) {
    const value = values[cut[i]!];
    text += (value === undefined ? `{${cut[i]!}}` : value) + cut[i + 1]!;
  }
  return text;
}

function translated(template: string): string {
  return Object.hasOwn(bundle, template) ? bundle[template]! : template;
}
