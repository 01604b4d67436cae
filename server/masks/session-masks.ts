import { createMaskAnalyser, type MaskAnalyser } from '../../masks/redos/analyser';
import { AnalysedMasks } from '../../masks/service/oracle';
import type { Platform, VerdictStore } from '../platform';
import type { InitializationOptions } from '../protocol';
import type { ClientActivity } from '../time-slicer';
import { startLater } from './late-worker';

/** Time for patterns nobody has seen yet, in milliseconds of one turn; the others follow in later ones. */
const BUDGET_MS = 5;
/**
 * Code runs many times slower until the engine has compiled it, and a budget cannot cut what it has not
 * measured yet: in the first moments of the server, in milliseconds, turns are so far apart that everybody
 * else's requests come in between, and the worker is not started yet.
 */
const WARM_UP_MS = 1500;
const WARM_UP_PAUSE_MS = 60;
/** Verdicts are saved together, so long after the first of them, in milliseconds. */
const SAVE_MS = 2000;

/**
 * The analysis of masks of one client. The analyser, its worker and what was remembered are there from the
 * first pattern on: a project without masks pays for none of it.
 */
export class SessionMasks {
  readonly oracle: AnalysedMasks;
  /** When the first moments are over, by `performance.now`. */
  private readonly warm = performance.now() + WARM_UP_MS;
  private made: MaskAnalyser | undefined;
  private store: VerdictStore | undefined;
  private saving: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param activity Knows when the client asks for something.
   * @param onChange Told of documents whose patterns are better known now.
   */
  constructor(
    private readonly platform: Platform,
    private readonly options: Pick<InitializationOptions, 'cacheUri' | 'maskWorkerUri'>,
    activity: ClientActivity,
    onChange: (keys: ReadonlySet<string>) => void,
  ) {
    const analyser = () => this.analyser;
    this.oracle = new AnalysedMasks({
      get analyser() {
        return analyser();
      },
      clock: performance,
      budget: BUDGET_MS,
      pause: () => (performance.now() < this.warm ? WARM_UP_PAUSE_MS : 0),
      isBusy: () => activity.isRecent,
      later: (run, milliseconds) => void setTimeout(run, milliseconds),
      onChange: (keys) => {
        this.saveSoon();
        onChange(keys);
      },
    });
  }

  /** Ends the worker and keeps what is known. */
  dispose(): void {
    if (this.saving !== undefined) this.save();
    this.made?.dispose();
  }

  private get analyser(): MaskAnalyser {
    if (this.made === undefined) {
      const { cacheUri, maskWorkerUri } = this.options;
      const spawnWorker = this.platform.maskWorker?.(maskWorkerUri);
      this.store = this.platform.verdicts?.(cacheUri);
      this.made = createMaskAnalyser({
        clock: performance,
        remembered: this.store?.load(),
        ...(spawnWorker === undefined
          ? {}
          : { spawnWorker: () => startLater(spawnWorker, this.warm - performance.now()) }),
      });
    }
    return this.made;
  }

  private saveSoon(): void {
    if (this.store === undefined || this.saving !== undefined) return;
    this.saving = setTimeout(() => this.save(), SAVE_MS);
  }

  private save(): void {
    clearTimeout(this.saving);
    this.saving = undefined;
    if (this.made !== undefined) this.store?.save(this.made.export());
  }
}
