import { patternsOf } from '../../../core/rules/mask-lists';
import type { MaskService } from '../../../masks/service/service';
import type { MaskChecks } from './local-project';

/**
 * Has every pattern of the documents decided before the rules speak: nothing is deployed on the strength of a
 * quick look.
 */
export function maskChecks(service: MaskService): MaskChecks & { dispose(): void } {
  return {
    masks: service,
    settle: (documents) => service.decide([...documents].flatMap((doc) => patternsOf(doc) ?? [])),
    dispose: () => service.dispose(),
  };
}
