/**
 * Sets a value by JSON Pointer (RFC 6901) in a copy; `undefined` removes it. All but the last part of the
 * pointer must exist.
 */
export function setByPointer(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value;
  const copy = structuredClone(document);
  const keys = path.slice(1).split('/').map(decodePart);
  const last = keys.pop()!;
  const parent = keys.reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], copy) as
    | Record<string, unknown>
    | undefined;
  if (typeof parent !== 'object' || parent === null) throw new Error(`The answer has nothing at '${path}'.`);
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

function decodePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
