import type { OrgFacts } from '../../../core/index/org-facts';

/** Facts as the language server takes them: maps as lists. */
export function factsJson(facts: OrgFacts): object {
  const { groups, names, ...rest } = facts;
  const nameOf = ([key, name]: readonly [string, string]) => {
    const colon = key.indexOf(':');
    return { type: key.slice(0, colon), id: key.slice(colon + 1), name };
  };
  const group = ({
    id,
    name,
    members,
    activeMembers,
  }: {
    id: string;
    name: string | undefined;
    members: number | undefined;
    activeMembers: number | undefined;
  }) => ({
    id,
    ...(name === undefined ? {} : { name }),
    ...(members === undefined ? {} : { members }),
    ...(activeMembers === undefined ? {} : { activeMembers }),
  });
  return {
    ...rest,
    ...(groups === undefined ? {} : { groups: { ...groups, value: [...groups.value.values()].map(group) } }),
    ...(names === undefined ? {} : { names: { ...names, value: [...names.value].map(nameOf) } }),
  };
}
