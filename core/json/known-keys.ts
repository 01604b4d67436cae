const KNOWN: (string[] | undefined)[] = new Array(128).fill(undefined);
for (const key of [
  ...['name', 'description', 'enabled', 'recordingType', 'targets', 'type', 'id', 'retentionDays'],
  ...['complianceSettings', 'maskSensitiveData', 'allowedMaskPatterns', 'requireAgentConsent'],
  ...['priority', 'evaluationMode', '$schema'],
]) {
  const slot = key.charCodeAt(0);
  KNOWN[slot] = [...(KNOWN[slot] ?? []), key];
}

/** The key at this offset when it is one our documents know: saves slicing and hashing a new string. */
export function knownKey(text: string, start: number): string | undefined {
  const first = text.charCodeAt(start + 1);
  const candidates = KNOWN[first & 127];
  if (candidates === undefined) return undefined;
  for (const key of candidates) {
    if (text.charCodeAt(start + 1 + key.length) === 34 && text.startsWith(key, start + 1)) return key;
  }
  return undefined;
}
