import type { MaskOracle } from '../masks/oracle';

/** The oracle rules are tested with. */
export function testMasks(): MaskOracle {
  return {};
}
