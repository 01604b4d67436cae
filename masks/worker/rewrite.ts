import { analyse, DEEP_LIMITS } from '../redos/analyse';

/**
 * An equivalent pattern that is proven linear, from scslre's fixes (which keep the meaning); undefined where
 * there is none.
 */
export async function findRewrite(pattern: string, flags: string): Promise<string | undefined> {
  const { analyse: scan } = await import('scslre');
  try {
    const { reports } = scan({ source: pattern, flags }, { reportTypes: { Move: false } });
    for (const report of reports) {
      const fixed = report.fix();
      if (!fixed || fixed.flags !== flags || fixed.source === pattern) continue;
      if (analyse(fixed.source, flags, DEEP_LIMITS).kind === 'safe') return fixed.source;
    }
  } catch {
    // A pattern that scslre cannot take has no rewrite.
  }
  return undefined;
}
