import { join } from 'node:path';
import type { CoreDocument } from '../../core/documents/document';
import type { MaskOracle } from '../../core/masks/oracle';
import { createMaskAnalyser } from '../../core/masks/unsafe/analyser';
import { SettledMasks } from '../../org/local/settled-masks';
import { spawnMaskWorker } from '../../org/node/mask-worker';
import { cacheFolder } from '../../server/node/cache-folder';
import { FileVerdictStore } from '../../server/node/verdict-store';

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

  /** @returns The documents of which a pattern was not decided when they were checked. */
  async settle(documents?: Iterable<CoreDocument>): Promise<ReadonlySet<string>> {
    if (await this.settled.settle(documents)) this.store.save(this.settled.export());
    return this.settled.unsettledUris;
  }

  dispose(): void {
    this.settled.dispose();
  }
}
