/**
 * Policies for measurements: realistic, all different, made by number so that every run measures the same.
 */

export interface MadePolicy {
  readonly path: string;
  readonly text: string;
}

const MASKS = [
  '\\b\\d{4}[- ]?\\d{4}[- ]?\\d{4}[- ]?\\d{4}\\b',
  '\\b\\d{3}[- ]?\\d{2}[- ]?\\d{4}\\b',
  '\\bAB\\d{7}\\b',
];

/** A policy of about 1.5 KB, as `JSON.stringify` with two spaces lays it out. */
export function makePolicy(n: number, change: Readonly<Record<string, unknown>> = {}): MadePolicy {
  const id = (salt: number) => {
    const h = (n * 2654435761 + salt * 40503) >>> 0;
    const hex = h.toString(16).padStart(8, '0');
    return `${hex}-5a77-4f0b-9d55-${hex}${String(salt).padStart(4, '0')}`;
  };
  const policy = {
    name: `Team${n}_AgentDesktop_Recording`,
    description: `Captures the desktop of team ${n} while it handles customers, for coaching and for disputes. The team works in three shifts, on calls, messages and mails, and two of its members speak three languages. Its leads look at some recordings of each shift and talk them through with the agent. Recordings are kept for 90 days.`,
    enabled: true,
    recordingType: 'SCREEN',
    targets: [
      { type: 'GROUP', id: id(1) },
      { type: 'GROUP', id: id(2) },
      { type: 'GROUP', id: id(4) },
      { type: 'LOCATION', id: id(8) },
      { type: 'SKILL', id: id(3) },
    ],
    retentionDays: 90,
    complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: MASKS, requireAgentConsent: false },
    priority: 200 + (n % 100),
    evaluationMode: 'STRICT',
    ...change,
  };
  return { path: `policies/p${n}.recpolicy.json`, text: `${JSON.stringify(policy, null, 2)}\n` };
}

/** Targets that the policies of a dense project share. */
const SHARED_TARGETS = 500;

/**
 * A policy whose targets hundreds of others have, with another retention, other masks and sometimes the same
 * priority.
 */
export function makeDensePolicy(n: number): MadePolicy {
  const target = (i: number) => ({
    type: 'GROUP',
    id: `${(i % SHARED_TARGETS).toString(16).padStart(8, '0')}-5a77-4f0b-9d55-0c8f3f1f7a10`,
  });
  return makePolicy(n, {
    targets: [0, 1, 2, 3, 4].map((i) => target(n * 7 + i * 101)),
    priority: 1 + (n % 300),
    retentionDays: 30 + (n % 5) * 30,
  });
}

/** A policy in which several rules find something. */
export function makeFaultyPolicy(n: number): MadePolicy {
  return makePolicy(n, { retentionDays: 400, retentionDay: 3, name: 'team' });
}

/** An array document of about the given size: one policy with very many targets. */
export function makeLargePolicy(bytes: number): MadePolicy {
  const targets = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const target = { type: 'GROUP', id: `${i.toString(16).padStart(8, '0')}-5a77-4f0b-9d55-0c8f3f1f7a10` };
    targets.push(target);
    size += 84;
  }
  return makePolicy(1, { targets });
}
