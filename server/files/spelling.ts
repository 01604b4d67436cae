import { folded, respell } from '../../core/document/spelling';
import { encodeSegment } from '../uris';

/**
 * The key of a file in the spelling of the workspace folder and of what is on disk below it: where "A" is
 * "a", an open document must not stand beside the file that the walk of the folder found.
 * @param list names in a folder by its URI; undefined where it cannot be read
 */
export function spelledKey(
  key: string,
  folders: readonly string[],
  list: (folder: string) => readonly string[] | undefined,
): string {
  const parts = key.split('/').map(decoded);
  for (const folder of folders) {
    const above = folder.split('/').map(decoded);
    if (parts.length <= above.length || !above.every((name, i) => folded(name) === folded(parts[i]!)))
      continue;
    const uri = (names: readonly string[]) => [folder, ...names.map(encodeSegment)].join('/');
    return uri(respell(parts.slice(above.length), (names) => list(uri(names))));
  }
  return key;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
