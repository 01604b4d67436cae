import { MaskService } from '../../masks/service/service';

/** The masks rules are tested with: whatever can be known, is known at once. */
export function testMasks(): MaskService {
  return service;
}

/** One for all tests: what a pattern hides does not change from one to the next. */
const service = new MaskService();
