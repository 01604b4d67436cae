import type { RetiredPolicy } from '../../../core/index/org-facts';
import { retirements } from '../../state/retiring';
import type { Workplace } from '../../state/workplace';

/**
 * The policies that were retired, and those on their way.
 * @throws `file` where the state of the project cannot be understood
 */
export async function retiredPolicies({ store, run }: Workplace): Promise<RetiredPolicy[]> {
  const states = await store.all();
  const retired = [...states.values()]
    .filter((state) => state.retired === true)
    .map(({ id, name, file }): RetiredPolicy => ({ id, name, file, stage: 'retired' }));
  for (const { id, name } of await retirements(run))
    retired.push({ id, name, file: states.get(id)?.file, stage: 'retiring' });
  return retired;
}
