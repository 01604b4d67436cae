/**
 * URIs come in as many spellings as there are clients (`file:///c:/a b`, `file:///C%3A/a%20b`). Files are
 * known by one: that of VS Code, every character but letters, digits and `-._~/` percent-encoded, the drive
 * letter small.
 */
const PLAIN = /^file:\/\/\/[\w.~/-]*$/;
const PARTS = /^([a-zA-Z][a-zA-Z0-9+.-]*):(\/\/[^/?#]*)?([^?#]*)/;

/** The one spelling of a URI. Never throws: what is no URI stays as it is. */
export function canonical(uri: string): string {
  if (PLAIN.test(uri)) return uri;
  const m = PARTS.exec(uri);
  if (m === null) return uri;
  const path = m[3]!.split('/').map(recode).join('/');
  const drive = /^\/([A-Za-z])(?::|%3A)/.exec(path);
  const tidy = drive === null ? path : `/${drive[1]!.toLowerCase()}%3A${path.slice(drive[0].length)}`;
  return `${m[1]!.toLowerCase()}:${m[2] ?? ''}${tidy}`;
}

/** A folder's URI without the slash at its end. */
export function folderOf(uri: string): string {
  const one = canonical(uri);
  return one.endsWith('/') ? one.slice(0, -1) : one;
}

/** The URI of the folder that holds a file or folder; undefined at the top. */
export function parentOf(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/');
  const top = uri.indexOf('/', uri.indexOf('://') + 3);
  return slash <= top ? undefined : uri.slice(0, slash);
}

/** Encodes one path segment in the one spelling; a lone surrogate, which no URI can hold, becomes U+FFFD. */
export function encodeSegment(name: string): string {
  let encoded: string;
  try {
    encoded = encodeURIComponent(name);
  } catch {
    encoded = encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(name)));
  }
  return encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function recode(segment: string): string {
  try {
    return encodeSegment(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}
