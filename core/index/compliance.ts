const STANDARDS: readonly (readonly [RegExp, string])[] = [
  [/\bPCI(?:[-\s]?DSS)?\b/i, 'PCI DSS'],
  [/\bHIPAA\b/i, 'HIPAA'],
  [/\bGDPR\b/i, 'GDPR'],
  [/\bSOC[-\s]?2\b/i, 'SOC 2'],
  // Names put words together: "PciTerminal", "PaymentsPCI", but not "PCIe".
  [/(?<![A-Z])(?:PCI(?:DSS)?(?![a-z]|[A-Z](?![a-z]))|Pci(?:Dss)?(?![a-z]))/, 'PCI DSS'],
  [/(?<![A-Z])(?:HIPAA(?![a-z]|[A-Z](?![a-z]))|Hipaa(?![a-z]))/, 'HIPAA'],
  [/(?<![A-Z])(?:GDPR(?![a-z]|[A-Z](?![a-z]))|Gdpr(?![a-z]))/, 'GDPR'],
  [/(?<![A-Z])(?:SOC|Soc)2(?!\d)/, 'SOC 2'],
];

/**
 * What every claim holds, and some other words: an engine finds one of four letters faster than one of four
 * words.
 */
const MAY_CLAIM = /[phgs](?:ci|ipaa|dpr|oc)/i;

/**
 * What before a standard says that it is none of this policy's: "not for PCI", "non-PCI", "outside the scope
 * of HIPAA", "without PCI or HIPAA".
 */
const DENIED =
  /\b(?:non[-\s]?|no\s*|neither\s+|exempt\s+from\s+|(?:not|never|\w+n't)\s+(?:(?:for|under|within|part of|subject to|(?:in )?(?:the )?scope of|see|handle|process|take|contain|involve|cover|store)\s+)?|without\s*(?:any\s+)?|out of (?:the )?scope (?:for|of)\s+(?:the\s+)?|outside\s+(?:of\s+)?(?:the\s+)?(?:scope\s+of\s+)?|exclud(?:es|ing)\s+)(?:(?:PCI|HIPAA|GDPR|SOC)(?:[- ]?DSS|[- ]?2)?(?: data)?(?:\/|,? (?:n?or|and) |, ))*$/i;

/** The same behind it: "PCI DSS does not apply", "GDPR is out of scope", "PCI-free". */
const DENIED_AFTER =
  /^(?:[- ]DSS)?(?:-free\b|(?:\s+(?:data|rules|scope))?(?::|\s+is|\s+are|\s+does|\s+do)?\s*(?:not\s+(?:apply|applicable|relevant|in\s+scope|handled|involved)\b|out of scope\b|n\/a\b))/i;

/**
 * The compliance standard a name or description claims, or undefined. Underscores separate words in names.
 */
export function claimedStandard(name: unknown, description: unknown): string | undefined {
  for (const text of [name, description]) {
    if (typeof text !== 'string') continue;
    const found = claimIn(text);
    if (found !== undefined) return found.standard;
  }
  return undefined;
}

/** The first claim in a text with its place in it, in UTF-16 offsets. */
export function claimIn(text: string): { standard: string; start: number; end: number } | undefined {
  if (!MAY_CLAIM.test(text)) return undefined;
  const words = text.replaceAll('_', ' ');
  let first: { standard: string; start: number; end: number } | undefined;
  for (const [pattern, standard] of STANDARDS) {
    const m = pattern.exec(words);
    if (m === null || (first !== undefined && m.index >= first.start)) continue;
    const end = m.index + m[0].length;
    if (DENIED.test(words.slice(Math.max(0, m.index - 60), m.index))) continue;
    if (!DENIED_AFTER.test(words.slice(end, end + 40))) first = { standard, start: m.index, end };
  }
  return first;
}
