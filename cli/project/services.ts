import type { CoreDocument } from '../../core/document/document';
import type { CheckServices } from '../../core/rules/check';
import { type MaskTester, maskTester } from '../../masks/tester';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { CliMasks } from './masks';
import { StoredFacts } from './stored-facts';

/** What checking needs on the command line. */
export interface CliServices extends CheckServices {
  /** Runs mask patterns for policy tests. */
  readonly tester: MaskTester;
  /**
   * Waits until everything the findings rest on is worked out, so that one run gives the whole answer: those
   * of these documents, and of what was checked so far.
   * @returns The documents that were checked too early and are to be checked again, by path.
   */
  settle(documents?: Iterable<CoreDocument>): Promise<ReadonlySet<string>>;
  dispose(): void;
}

/** Services that reach no org: what rests on org data speaks only where such data was fetched before. */
export function makeServices(terminal: Pick<Terminal, 'env' | 'err'>): CliServices {
  const masks = new CliMasks();
  return {
    org: new StoredFacts(terminal.env, (message) =>
      terminal.err(`recpolicy: ${sanitiseForTerminal(message)}\n`),
    ),
    masks: masks.oracle,
    tester: maskTester(),
    settle: (documents) => masks.settle(documents),
    dispose: () => masks.dispose(),
  };
}
