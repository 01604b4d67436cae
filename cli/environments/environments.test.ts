import { describe, expect, it } from 'vitest';
import { project, recpolicy } from '../testing/harness';

describe('recpolicy environments', () => {
  it('feeds a pipeline with the names of all', async () => {
    const cwd = project({
      'recpolicy.config.json': {
        environments: { prod: { protected: true }, live: { api: 'platform', region: 'mypurecloud.ie' } },
      },
    });
    const { code, out } = await recpolicy(cwd, 'environments', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out).environments).toEqual([
      { name: 'prod', api: 'wem', protected: true, configuration: 'recpolicy.config.json' },
      { name: 'live', api: 'platform', protected: false, configuration: 'recpolicy.config.json' },
    ]);
  });

  it('names none of a configuration that cannot be read', async () => {
    const cwd = project({ 'recpolicy.config.json': '{ "environments": { "prod": {' });
    expect(await recpolicy(cwd, 'environments', '--format', 'json')).toMatchObject({ code: 2, out: '' });
  });
});
