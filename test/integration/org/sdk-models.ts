import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** One member of a model of the official SDK. */
interface ModelMember {
  readonly name: string;
  readonly required: boolean;
  /** As TypeScript writes it: `string`, `number`, `boolean`, `Array<…>`, or the name of another model. */
  readonly type: string;
}

const declarations = readFileSync(
  createRequire(import.meta.url).resolve('purecloud-platform-client-v2/index.d.ts'),
  'utf8',
);
const known = new Map<string, readonly ModelMember[]>();

/** The members of a model, from the declarations that the SDK ships. */
export function modelOf(name: string): readonly ModelMember[] {
  let members = known.get(name);
  if (members === undefined) {
    const body = new RegExp(`export interface ${name} \\{\\s*?\\r?\\n([\\s\\S]*?)\\n\\t\\}`).exec(
      declarations,
    )?.[1];
    if (body === undefined) throw new Error(`The SDK has no model ${name}.`);
    members = [...body.matchAll(/"(\w+)"(\??): ([^;]+);/g)].map((m) => ({
      name: m[1]!,
      required: m[2] === '',
      type: m[3]!.replaceAll('Models.', ''),
    }));
    known.set(name, members);
  }
  return members;
}

/** Models that policies refer to: of these, requests hold the id and nothing else need be there. */
export const REFERRED_MODELS: ReadonlySet<string> = new Set([
  'User',
  'PolicyUser',
  'Queue',
  'Team',
  'WrapupCode',
  'Language',
  'EvaluationForm',
  'PublishedSurveyFormReference',
  'DomainEntityRef',
]);

/** What is wrong with a value by a type of the SDK, each with its path; empty where it fits. */
export function faultsOf(type: string, value: unknown, path = ''): string[] {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined)
    return Array.isArray(value)
      ? value.flatMap((v, i) => faultsOf(list, v, `${path}/${i}`))
      : [`${path} is no list`];
  if (type === 'string' || type === 'number' || type === 'boolean')
    return typeof value === type ? [] : [`${path} is not of the type ${type}`];
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const members = modelOf(type);
  const unknown = Object.keys(value).filter((key) => !members.some((m) => m.name === key));
  const missing = REFERRED_MODELS.has(type)
    ? []
    : members.filter((m) => m.required && !Object.hasOwn(value, m.name)).map((m) => m.name);
  return [
    ...unknown.map((key) => `${path}/${key} is no member of ${type}`),
    ...missing.map((key) => `${path}/${key} is missing`),
    ...Object.entries(value).flatMap(([key, v]) => {
      const member = members.find((m) => m.name === key);
      return member === undefined ? [] : faultsOf(member.type, v, `${path}/${key}`);
    }),
  ];
}
