import { isRecord } from '../config/read';

const NONE: Readonly<Record<string, unknown>> = {};

/**
 * Compliance settings as cross-file rules compare them. Few distinct ones stand in very many policies: each
 * is kept once.
 */
export class ComplianceFacts {
  private readonly mask: unknown;
  private readonly consent: unknown;
  private readonly list: readonly unknown[] | undefined;
  /**
   * The settings as one comparable text: `M` or `-` (masking), `C` or `-` (consent), then, where masking is
   * on, the patterns sorted, each as JSON on a line of its own, as a pattern may hold a line break. What is
   * absent is off, as where it says so.
   */
  readonly signature: string;

  constructor(settings: Readonly<Record<string, unknown>>) {
    this.mask = settings['maskSensitiveData'];
    this.consent = settings['requireAgentConsent'];
    const patterns = settings['allowedMaskPatterns'];
    this.list = Array.isArray(patterns) ? [...patterns] : undefined;
    const sorted = (this.list ?? []).filter((p): p is string => typeof p === 'string').sort();
    let text = `${this.masking ? 'M' : '-'}${this.consent === true ? 'C' : '-'}`;
    if (this.masking) for (const p of sorted) text += `\n${JSON.stringify(p)}`;
    this.signature = text;
  }

  get masking(): boolean {
    return this.mask === true;
  }

  get agentConsents(): boolean {
    return this.consent === true;
  }

  /** The mask patterns in force, sorted; none where masking is off. */
  get patterns(): readonly string[] {
    return this.signature
      .split('\n')
      .slice(1)
      .map((p) => JSON.parse(p) as string);
  }

  /** Whether these are the facts of a file's settings. Makes nothing, as it runs on every keystroke. */
  equals(value: unknown): boolean {
    const settings = isRecord(value) ? value : NONE;
    if (settings['maskSensitiveData'] !== this.mask || settings['requireAgentConsent'] !== this.consent)
      return false;
    const patterns = settings['allowedMaskPatterns'];
    const { list } = this;
    if (!Array.isArray(patterns)) return list === undefined;
    if (list === undefined || list.length !== patterns.length) return false;
    for (let i = 0; i < list.length; i++) if (list[i] !== patterns[i]) return false;
    return true;
  }
}

const known = new Map<string, ComplianceFacts>();
const MAX_KEPT = 10_000;

/**
 * The facts given last, the newest first: a project has few kinds of settings, and comparing costs less than
 * writing a key.
 */
const recent: ComplianceFacts[] = [];
const FEW = 4;

/** The facts of a file's `complianceSettings`, of whatever type the value is. */
export function complianceFacts(settings: unknown): ComplianceFacts {
  for (let i = 0; i < recent.length; i++) if (recent[i]!.equals(settings)) return recent[i]!;
  const facts = interned(settings);
  recent.unshift(facts);
  if (recent.length > FEW) recent.pop();
  return facts;
}

function interned(settings: unknown): ComplianceFacts {
  const own = isRecord(settings) ? settings : NONE;
  const source = JSON.stringify(own);
  const found = known.get(source);
  if (found !== undefined) return found;
  if (known.size > MAX_KEPT) known.clear();
  const facts = new ComplianceFacts(own);
  known.set(source, facts);
  return facts;
}
