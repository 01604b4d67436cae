import { describe, expect, it } from 'vitest';
import { serverCapabilities } from '../server/capabilities';
import { readClientFeatures } from '../server/client-features';
import { ABSENT } from './build-client.mjs';

describe('features left out of the language client', () => {
  const { workspace, ...own } = serverCapabilities(readClientFeatures({}), false);
  const offered = [...Object.keys(own), ...Object.keys(workspace)];

  it.each(Object.keys(ABSENT))('%s is none that our server offers', (module) => {
    expect(offered.filter((capability) => capability.startsWith(module))).toEqual([]);
  });

  it('are told from those that it offers', () => {
    for (const module of ['hover', 'completion', 'rename', 'fileOperations'])
      expect(offered.filter((capability) => capability.startsWith(module))).not.toEqual([]);
  });
});
