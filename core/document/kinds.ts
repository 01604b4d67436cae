/** The kinds of document the product knows. */
export type DocumentKind = 'policy' | 'mediaPolicy' | 'settings' | 'psr' | 'config' | 'tests';

/**
 * The language id of every document of ours; one id, so that VS Code's own JSON support reports nothing a
 * second time.
 */
export const LANGUAGE_ID = 'recpolicy';
export const CONFIG_FILE = 'recpolicy.config.json';

/** Glob patterns of all documents, for file watchers and selectors. */
export const DOCUMENT_GLOBS: readonly string[] = [
  '**/*.recpolicy.json',
  '**/*.mediapolicy.json',
  '**/recording-settings.json',
  '**/*.recording-settings.json',
  '**/*.psr.json',
  `**/${CONFIG_FILE}`,
  '**/*.recpolicy-test.json',
];

/**
 * Whether a folder is no part of any project: other people's code, and what programs keep for themselves
 * (`.git`, `.recpolicy`, `.history`).
 */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** What kind of document a file is by its name (the last segment of a path or URI), or undefined. */
export function kindOfFile(name: string): DocumentKind | undefined {
  if (!name.endsWith('.json')) return undefined;
  if (name.endsWith('.recpolicy.json')) return 'policy';
  if (name.endsWith('.mediapolicy.json')) return 'mediaPolicy';
  if (name.endsWith('.recpolicy-test.json')) return 'tests';
  if (name.endsWith('.psr.json')) return 'psr';
  if (name === 'recording-settings.json' || name.endsWith('.recording-settings.json')) return 'settings';
  if (name === CONFIG_FILE) return 'config';
  return undefined;
}

/** What kind of document a file is by its path or URI, or undefined. */
export function kindOfPath(path: string): DocumentKind | undefined {
  // Nearly all documents are policies, and for them the name need not be cut out.
  return path.endsWith('.recpolicy.json') ? 'policy' : kindOfFile(baseName(path));
}

/** Whether a file is a policy that an environment of some API takes, by its path or URI. */
export function isPolicyPath(path: string): boolean {
  return path.endsWith('.recpolicy.json') || path.endsWith('.mediapolicy.json');
}

/** The last segment of a path or URI. */
export function baseName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
