import { join } from 'node:path';
import type { CoreDocument } from '../../core/documents/document';
import { AnalysedMasks } from '../../core/masks/facts/oracle';
import type { MaskOracle } from '../../core/masks/oracle';
import { createMaskAnalyser, type MaskAnalyser } from '../../core/masks/unsafe/analyser';
import { spawnNodeWorker } from '../../server/masks/node-worker';
import { cacheFolder, FileVerdictStore } from '../../server/node/verdict-store';

/** Time for all patterns that need the worker, in milliseconds; what is undecided then is reported as such. */
const MOST_MS = 60_000;

/** The analysis of masks for one run: to the end, before the first finding. */
export class CliMasks {
  readonly oracle: MaskOracle;
  private made: MaskAnalyser | undefined;
  private readonly store = new FileVerdictStore(cacheFolder(undefined));

  constructor() {
    const analyser = () => this.analyser;
    this.oracle = new AnalysedMasks({
      get analyser() {
        return analyser();
      },
      clock: performance,
    });
  }

  private get analyser(): MaskAnalyser {
    this.made ??= createMaskAnalyser({
      clock: performance,
      remembered: this.store.load(),
      spawnWorker: () => spawnNodeWorker(join(__dirname, 'masks-worker.js')),
    });
    return this.made;
  }

  /** Has the patterns decided that a quick look leaves open; no worker is started where there is none. */
  async settle(documents: Iterable<CoreDocument>): Promise<void> {
    const open = new Set<string>();
    for (const pattern of patternsIn(documents)) {
      const { stage, kind } = this.analyser.peek(pattern);
      // An attack that makes a pattern explode is the last word on it; the power of another's growth may still rise.
      if (stage !== 'final' && kind !== 'exponential') open.add(pattern);
    }
    if (open.size === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, MOST_MS);
    });
    await Promise.race([this.analyser.analyseToEnd([...open]), over]);
    clearTimeout(timer);
    this.store.save(this.analyser.export());
  }

  dispose(): void {
    this.made?.dispose();
  }
}

function patternsIn(documents: Iterable<CoreDocument>): Set<string> {
  const patterns = new Set<string>();
  for (const doc of documents) {
    if (doc.kind !== 'policy' && doc.kind !== 'psr') continue;
    const value = doc.value as
      | { complianceSettings?: { allowedMaskPatterns?: unknown }; piiMasking?: { patterns?: unknown } }
      | null
      | undefined;
    const list =
      doc.kind === 'psr' ? value?.piiMasking?.patterns : value?.complianceSettings?.allowedMaskPatterns;
    if (Array.isArray(list))
      for (const pattern of list) if (typeof pattern === 'string') patterns.add(pattern);
  }
  return patterns;
}
