import { MaskService } from '../../masks/service/service';
import { cacheFolder } from '../../server/node/cache-folder';
import { FileVerdictStore } from '../../server/node/verdict-store';

/**
 * The analysis of masks for one run: in this thread and to the end. What is found out is kept for the next
 * run.
 */
export function cliMasks(): MaskService {
  const folder = cacheFolder(undefined);
  const here = [process.cwd()];
  return new MaskService({
    verdictStore: new FileVerdictStore(folder, undefined, here),
    coverageStore: new FileVerdictStore(folder, 'mask-trials.json', here),
  });
}
