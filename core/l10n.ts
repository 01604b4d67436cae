/** Messages by their English template. */
export type MessageBundle = Readonly<Record<string, string>>;

let bundle: MessageBundle = {};

/** Sets the translations used from now on; templates without one stay English. */
export function setMessageBundle(messages: MessageBundle): void {
  bundle = messages;
}

/**
 * Fills a message template: `t('{count} days', { count: 3 })`. The English template is the key of its translation, so every
 * template must be a literal: `npm run generate` collects them into `l10n/bundle.l10n.json`.
 */
export function t(template: string, values?: Readonly<Record<string, string | number>>): string {
  const translated = Object.hasOwn(bundle, template) ? bundle[template]! : template;
  if (values === undefined) return translated;
  return translated.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
