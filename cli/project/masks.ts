import { join } from 'node:path';
import type { CoreDocument } from '../../core/document/document';
import { TrialMemory } from '../../masks/coverage';
import type { MaskOracle } from '../../masks/mask-types';
import { createMaskAnalyser } from '../../masks/redos/analyser';
import { SettledMasks } from '../../org/adapters/local/settled-masks';
import { spawnMaskWorker } from '../../org/adapters/node/mask-worker';
import { cacheFolder } from '../../server/node/cache-folder';
import { FileVerdictStore } from '../../server/node/verdict-store';

/**
 * The analysis of masks for one run: to the end, before the first finding. What is found out is kept for the
 * next run.
 */
export class CliMasks {
  private readonly verdicts = new FileVerdictStore(cacheFolder(undefined), undefined, [process.cwd()]);
  private readonly matches = new FileVerdictStore(cacheFolder(undefined), 'mask-trials.json', [
    process.cwd(),
  ]);
  private trials: TrialMemory | undefined;
  private readonly settled = new SettledMasks(
    () =>
      createMaskAnalyser({
        clock: performance,
        remembered: this.verdicts.load(),
        spawnWorker: () => spawnMaskWorker(join(__dirname, 'masks-worker.js')),
      }),
    () => {
      this.trials ??= new TrialMemory(this.matches.load());
      return this.trials;
    },
  );

  get oracle(): MaskOracle {
    return this.settled.masks;
  }

  /** @returns The documents of which a pattern was not decided when they were checked. */
  async settle(documents?: Iterable<CoreDocument>): Promise<ReadonlySet<string>> {
    await this.settled.settle(documents);
    if (this.settled.hasNew) this.verdicts.save(this.settled.export());
    return this.settled.unsettledUris;
  }

  dispose(): void {
    if (this.trials?.isNew) this.matches.save(this.trials.export());
    this.settled.dispose();
  }
}
