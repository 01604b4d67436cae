import type { CheckServices } from '../../core/engine';
import { maskTester } from '../../core/masks/tester';
import type { MaskTester } from '../../core/tests-of-policies/results';
import type { LoadedFiles } from './load';
import { CliMasks } from './masks';
import { StoredFacts } from './stored-facts';

/** What checking needs on the command line. */
export interface CliServices extends CheckServices {
  /** Runs mask patterns for policy tests. */
  readonly tester: MaskTester;
  /** Waits until everything the findings rest on is worked out, so that one run gives the whole answer. */
  settle(loaded: Pick<LoadedFiles, 'workspace' | 'documents'>): Promise<void>;
  dispose(): void;
}

/** Services that reach no org: what rests on org data speaks only where such data was fetched before. */
export function makeServices(): CliServices {
  const masks = new CliMasks();
  return {
    org: new StoredFacts(),
    masks: masks.oracle,
    tester: maskTester(),
    settle: (loaded) => masks.settle(loaded),
    dispose: () => masks.dispose(),
  };
}
