import { describe, expect, it } from 'vitest';
import { credentialsFromVariables, HalfCredentialsError, protectedByVariable } from './variables';

const of = (variables: Record<string, string>) =>
  credentialsFromVariables(variables).credentials({ environment: 'prod', key: '' });
const generic = { RECPOLICY_CLIENT_ID: 'generic', RECPOLICY_CLIENT_SECRET: 'generic-secret' };

describe('credentials from variables', () => {
  it("takes the environment's own pair first", async () => {
    const own = { RECPOLICY_PROD_CLIENT_ID: 'own', RECPOLICY_PROD_SECRET: 's' };
    expect(await of({ ...generic, ...own })).toEqual({ clientId: 'own', clientSecret: 's' });
    expect(await of(generic)).toEqual({ clientId: 'generic', clientSecret: 'generic-secret' });
    expect(await of({})).toBeUndefined();
  });

  it.each([
    [{ RECPOLICY_PROD_CLIENT_ID: 'own' }],
    [{ RECPOLICY_PROD_CLIENT_ID: 'own', RECPOLICY_PROD_CLIENT_SECRET: '' }],
    [{ RECPOLICY_PROD_CLIENT_SECRET: 's' }],
    [{ RECPOLICY_PROD_SECRET: 's', RECPOLICY_PROD_CLIENT_ID: '' }],
  ])('does not take the generic pair in place of half of the own one: %j', async (half) => {
    await expect(of({ ...generic, ...half })).rejects.toThrow(HalfCredentialsError);
  });
});

it('names of protected environments', () => {
  expect([...protectedByVariable({ RECPOLICY_PROTECTED: ' prod, stage ,' })]).toEqual(['prod', 'stage']);
  expect(protectedByVariable({}).size).toBe(0);
});
