import { join } from 'node:path';
import type { MaskOracle } from '../../core/masks/oracle';
import { createMaskAnalyser } from '../../core/masks/unsafe/analyser';
import { SettledMasks } from '../../org/local/settled-masks';
import { spawnMaskWorker } from '../../org/node/mask-worker';
import { cacheFolder, FileVerdictStore } from '../../server/node/verdict-store';
import type { LoadedFiles } from './load';

/** The analysis of masks for one run: to the end, before the first finding. Verdicts are kept for the next run. */
export class CliMasks {
  private readonly store = new FileVerdictStore(cacheFolder(undefined));
  private readonly settled = new SettledMasks(() =>
    createMaskAnalyser({
      clock: performance,
      remembered: this.store.load(),
      spawnWorker: () => spawnMaskWorker(join(__dirname, 'masks-worker.js')),
    }),
  );

  get oracle(): MaskOracle {
    return this.settled.masks;
  }

  async settle(loaded: Pick<LoadedFiles, 'documents'>): Promise<void> {
    if (await this.settled.settle(loaded)) this.store.save(this.settled.export());
  }

  dispose(): void {
    this.settled.dispose();
  }
}
