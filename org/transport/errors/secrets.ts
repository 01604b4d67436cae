/** Shorter values would blank words of ordinary text; no OAuth secret and no token is that short. */
const MIN_LENGTH = 8;
/** So many written forms are remembered: those of some hundred tokens, the newest. */
const MAX_FORMS = 1000;

/** What must appear in no output, in every form in which a server may repeat it. */
const forms = new Set<string>();

/**
 * Remembers a secret, or a pair as `id:secret`, for {@link withoutSecrets}. It is kept in memory for the life
 * of the process.
 */
export function rememberSecret(value: string): void {
  for (const form of formsOf(value)) {
    if (form.length < MIN_LENGTH) continue;
    forms.delete(form);
    forms.add(form);
  }
  for (const oldest of forms) {
    if (forms.size <= MAX_FORMS) break;
    forms.delete(oldest);
  }
}

/** A text with each remembered secret in it replaced, whatever form it has. */
export function withoutSecrets(text: string): string {
  const found = [...forms].filter((form) => text.includes(form));
  // The longest first: an encoded form may hold the plain one.
  found.sort((a, b) => b.length - a.length);
  return found.reduce((rest, form) => rest.split(form).join('[secret]'), text);
}

/**
 * A parsed JSON value with the secrets in its texts and names replaced.
 * @param raw the text it was parsed from, by which most values need no look
 */
export function jsonWithoutSecrets(value: unknown, raw: string): unknown {
  // An escape may write any character, so that only the parsed text shows what it says.
  if (!raw.includes('\\') && withoutSecrets(raw) === raw) return value;
  return cleaned(value);
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [withoutSecrets(key), cleaned(v)]));
}

function formsOf(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const base64 = btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
  const json = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value);
  const strict = percent.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const encoded = [percent, strict, form];
  return [
    value,
    json,
    json.replaceAll('/', '\\/'),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    ...encoded,
    ...encoded.map((e) => e.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    encodeURIComponent(base64),
  ];
}
