import type { CheckServices } from '../../core/rules/check';
import { type MaskTester, maskTester } from '../../masks/tester';
import { StoredFacts } from '../../org/adapters/node/stored-facts';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { cliMasks } from './masks';

/** What checking needs on the command line. */
export interface CliServices extends CheckServices {
  /** Runs mask patterns for policy tests. */
  readonly tester: MaskTester;
  dispose(): void;
}

/** Services that reach no org: what rests on org data speaks only where such data was fetched before. */
export function makeServices(terminal: Pick<Terminal, 'env' | 'err'>): CliServices {
  const masks = cliMasks();
  return {
    org: new StoredFacts(terminal.env, (message) =>
      terminal.err(`recpolicy: ${sanitiseForTerminal(message)}\n`),
    ),
    masks,
    tester: maskTester(),
    dispose: () => masks.dispose(),
  };
}
