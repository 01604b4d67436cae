import ipaddr from 'ipaddr.js';
import { isRecord } from '../config/read';

/** A network as an interval of addresses, both ends included. */
export interface Network {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
  /** The prefix length. */
  readonly prefix: number;
  /**
   * Set when the address has bits behind the prefix: the network's own notation, and that of the address
   * alone.
   */
  readonly hostBits: { readonly base: string; readonly single: string } | undefined;
}

/**
 * The texts of `triggers.ipRanges` with their indexes; anything else in the list is another rule's business.
 */
export function* rangesOf(value: unknown): Iterable<{ readonly text: string; readonly index: number }> {
  const triggers = isRecord(value) ? value['triggers'] : undefined;
  const ranges = isRecord(triggers) ? triggers['ipRanges'] : undefined;
  if (!Array.isArray(ranges)) return;
  for (const [index, text] of ranges.entries()) if (typeof text === 'string') yield { text, index };
}

/**
 * Reads a network in CIDR notation (RFC 4632, RFC 4291). Octal, hexadecimal and shortened IPv4 addresses are
 * none.
 */
export function networkOf(text: string): Network | undefined {
  const m = /^([0-9a-fA-F:.]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (m === null) return undefined;
  const address = addressOf(m[1]!);
  if (address === undefined) return undefined;
  const prefix = Number(m[2]);
  const family = address.kind() === 'ipv4' ? 4 : 6;
  const size = family === 4 ? 32 : 128;
  if (prefix > size) return undefined;
  const at = numberOf(address.toByteArray());
  const host = (1n << BigInt(size - prefix)) - 1n;
  const low = at & ~host;
  const base = `${family === 4 ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text)}/${prefix}`;
  return {
    family,
    low,
    high: low | host,
    prefix,
    hostBits: low === at ? undefined : { base, single: `${address}/${size}` },
  };
}

/** The prefix length that makes a network of a lone address; undefined where the text is no address. */
export function prefixForAddress(text: string): number | undefined {
  const address = addressOf(text.trim());
  if (address === undefined) return undefined;
  return address.kind() === 'ipv4' ? 32 : 128;
}

function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (text.includes(':')) return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

function numberOf(bytes: readonly number[]): bigint {
  let n = 0n;
  for (const b of bytes) n = (n << 8n) | BigInt(b);
  return n;
}
