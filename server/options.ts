import type { InitializationOptions, OrgFactsParams } from './protocol';

/** Initialization options with everything unusable left out. */
export function readOptions(value: unknown): InitializationOptions {
  if (!isObject(value)) return {};
  const { diagnostics, l10n, docsUri, cacheUri, maskWorkerUri, exclude, commands, views, orgFacts } = value;
  return {
    ...(diagnostics === 'push' || diagnostics === 'pull' ? { diagnostics } : {}),
    ...(isObject(l10n) ? { l10n: stringsOf(l10n) } : {}),
    ...(typeof docsUri === 'string' ? { docsUri } : {}),
    ...(typeof cacheUri === 'string' ? { cacheUri } : {}),
    ...(typeof maskWorkerUri === 'string' ? { maskWorkerUri } : {}),
    ...(Array.isArray(exclude) ? { exclude: exclude.filter((e): e is string => typeof e === 'string') } : {}),
    ...(typeof commands === 'boolean' ? { commands } : {}),
    ...(typeof views === 'boolean' ? { views } : {}),
    ...(isObject(orgFacts) && isObject(orgFacts['environments'])
      ? { orgFacts: orgFacts as unknown as OrgFactsParams }
      : {}),
  };
}

/** Whether a JSON value is an object, and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringsOf(value: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'),
  );
}
