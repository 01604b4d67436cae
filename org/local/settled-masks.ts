import type { CoreDocument } from '../../core/documents/document';
import { AnalysedMasks } from '../../core/masks/facts/oracle';
import type { MaskOracle } from '../../core/masks/oracle';
import type { MaskAnalyser } from '../../core/masks/unsafe/analyser';
import { patternsOf } from '../../core/rules/mask-lists';
import type { MaskChecks } from './local-project';

/** Time for all patterns that need the worker, in milliseconds; what is undecided then is reported as such. */
const MOST_MS = 60_000;

/** Masks whose verdicts are final before the first finding: nothing is deployed on the strength of a quick look. */
export class SettledMasks implements MaskChecks {
  readonly masks: MaskOracle;
  private made: MaskAnalyser | undefined;

  /** @param make Makes the analyser, when the first pattern asks for it. */
  constructor(private readonly make: () => MaskAnalyser) {
    const analyser = () => this.analyser;
    this.masks = new AnalysedMasks({
      get analyser() {
        return analyser();
      },
      clock: performance,
    });
  }

  /**
   * Has the patterns decided that a quick look leaves open; no worker is started where there is none.
   * @returns whether there was one.
   */
  async settle({ documents }: { readonly documents: ReadonlyMap<string, CoreDocument> }): Promise<boolean> {
    const open = new Set<string>();
    for (const pattern of patternsIn(documents.values())) {
      const { stage, kind } = this.analyser.peek(pattern);
      // An attack that makes a pattern explode is the last word on it; the power of another's growth may still rise.
      if (stage !== 'final' && kind !== 'exponential') open.add(pattern);
    }
    if (open.size === 0) return false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, MOST_MS);
    });
    await Promise.race([this.analyser.analyseToEnd([...open]), over]);
    clearTimeout(timer);
    return true;
  }

  /** What to keep for the next run. */
  export(): unknown {
    return this.analyser.export();
  }

  dispose(): void {
    this.made?.dispose();
    this.made = undefined;
  }

  private get analyser(): MaskAnalyser {
    this.made ??= this.make();
    return this.made;
  }
}

function patternsIn(documents: Iterable<CoreDocument>): Set<string> {
  const patterns = new Set<string>();
  for (const doc of documents) {
    if (doc.kind !== 'policy' && doc.kind !== 'psr') continue;
    for (const pattern of patternsOf(doc) ?? []) if (typeof pattern === 'string') patterns.add(pattern);
  }
  return patterns;
}
