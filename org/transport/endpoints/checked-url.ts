/** Hosts (`host` for port 443, or `host:port`) that the user, not the repository, allows as org addresses. */
export type AllowedHosts = ReadonlySet<string>;

/** `RECPOLICY_ALLOWED_HOSTS`, or a setting of the user's own: hosts separated by commas or white space. */
export function allowedHosts(text: string | undefined): AllowedHosts {
  return new Set(
    (text ?? '')
      .split(/[\s,]+/)
      .map((h) => h.toLowerCase().replace(/:443$/, ''))
      .filter((h) => h !== ''),
  );
}

/** Why a URL is refused, a clause. */
export class UrlRefusal extends Error {}

/**
 * Checks an address that a repository names. What is compared is the host as parsed, and what was written
 * must be that host: no user info, no backslash, no encoded or non-ASCII host, no trailing dot. Loopback is
 * free; other hosts must be allowed and speak TLS.
 */
export function checkedUrl(text: string, allowed: AllowedHosts): URL {
  const shape = /^(https?):\/\/([^/?#]*)([^?#]*)$/i.exec(text);
  if (shape === null || /[\s\\\u0000-\u001f\u007f-\uffff]/.test(text))
    throw new UrlRefusal('is not a plain http or https address');
  const authority = shape[2]!;
  if (authority.includes('@')) throw new UrlRefusal('carries a user name');
  if (authority.includes('%')) throw new UrlRefusal('has an encoded host');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UrlRefusal('is not a valid address');
  }
  const written = authority.toLowerCase().replace(/:\d*$/, '');
  if (written !== url.hostname) throw new UrlRefusal(`does not mean the host it shows (${url.hostname})`);
  if (url.hostname.endsWith('.')) throw new UrlRefusal('has a host that ends with a dot');
  if (url.hostname.split('.').some((label) => label.startsWith('xn--')))
    throw new UrlRefusal('has an internationalised host');
  if (isLoopback(url.hostname)) return url;
  if (url.protocol !== 'https:') throw new UrlRefusal('is not https');
  // `host` leaves out the port where it is that of https.
  if (!allowed.has(url.host)) {
    throw new UrlRefusal(
      'is neither a loopback address nor a host that you allow (a port other than 443 is allowed as host:port)',
    );
  }
  return url;
}

/** 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
