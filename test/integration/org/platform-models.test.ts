import { describe, expect, it } from 'vitest';
import { demoPlatformOrgs } from '../../../emulator/platform/data';
import { fromPlatform, toPlatform } from '../../../org/backends/platform/mapping';
import schema from '../../../schemas/media-policy.schema.json';
import { faultsOf, modelOf, REFERRED_MODELS } from './sdk-models';

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly 'x-reference'?: string;
}

const ROOT = schema as unknown as Node & { readonly definitions: Readonly<Record<string, Node>> };
/** Of the SDK's models, what our files leave to the server. */
const SERVER_OWNED = new Set(schema['x-serverOwned']);
/** Of our files, what the platform does not have: `forGroups` is expanded into users. */
const OURS = new Set(['$schema', 'forGroups']);

/** Every difference between a model of the SDK and the schema of our files, below a path. */
function differences(node: Node, type: string, path: string): string[] {
  const ours = node.$ref === undefined ? node : ROOT.definitions[node.$ref.slice('#/definitions/'.length)]!;
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined)
    return ours.type === 'array' ? differences(ours.items ?? {}, list, `${path}[]`) : [`${path} is a list`];
  if (REFERRED_MODELS.has(type))
    return ours['x-reference'] === undefined ? [`${path} refers to a ${type}`] : [];
  if (['string', 'number', 'boolean'].includes(type)) {
    const expected = type === 'number' ? 'integer' : type;
    return ours.type === expected ? [] : [`${path} is a ${type}`];
  }
  const members = modelOf(type);
  const names = Object.keys(ours.properties ?? {}).filter((name) => !OURS.has(name));
  return [
    ...names.filter((n) => !members.some((m) => m.name === n)).map((n) => `${path}/${n} is not in ${type}`),
    ...members
      .filter((m) => path !== '' || !SERVER_OWNED.has(m.name))
      .flatMap((m) => {
        const inner = ours.properties?.[m.name];
        return inner === undefined
          ? [`${path}/${m.name} is new in ${type}`]
          : differences(inner, m.type, `${path}/${m.name}`);
      }),
  ];
}

describe("the official SDK's models", () => {
  it('have what our schema of media retention policies has, and nothing that it does not', () => {
    expect(differences(ROOT, 'Policy', '')).toEqual([]);
    expect(differences(ROOT, 'PolicyCreate', '')).toEqual([]);
  });

  it('would notice a member that is wrong', () => {
    expect(faultsOf('PolicyCreate', { name: 'A', priority: 1 })).toEqual([
      '/priority is no member of PolicyCreate',
    ]);
    expect(faultsOf('PolicyCreate', { enabled: 'yes' })).toEqual([
      '/name is missing',
      '/enabled is not of the type boolean',
    ]);
  });

  it('fit every request that is made of the policies of the local org', () => {
    const [acme] = demoPlatformOrgs();
    for (const raw of acme!.platform!.policies) {
      expect(faultsOf('Policy', raw), raw.name).toEqual([]);
      const { payload } = fromPlatform(raw);
      expect(faultsOf('PolicyCreate', toPlatform(payload)), raw.name).toEqual([]);
      expect(faultsOf('Policy', toPlatform({ ...payload, enabled: false }, raw)), raw.name).toEqual([]);
    }
  });
});
