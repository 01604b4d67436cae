import { baseName } from '../document/kinds';

/** The path of a file below a project's folder, with forward slashes and decoded. */
export function relative(folder: string, uri: string): string {
  const path = uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : baseName(uri);
  // Only URIs are percent-encoded; the command line uses plain paths.
  if (!path.includes('%') || !uri.includes('://')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
