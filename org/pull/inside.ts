import { OrgError } from '../errors/org-error';
import { type FileSystem, joinPath } from '../files';

/** Refuses a folder of the configuration that leads out of the project: by `..`, by being absolute, or through a link. */
export async function folderInside(
  fs: FileSystem,
  root: string,
  folder: string,
  org: string,
): Promise<string> {
  const normal = folder.replaceAll('\\', '/').replace(/\/+$/, '');
  const parts = normal.split('/').filter((p) => p !== '' && p !== '.');
  if (normal.startsWith('/') || /^[A-Za-z]:/.test(normal) || parts.includes('..') || /\0/.test(normal))
    throw outside(org, folder);
  await assertInside(fs, root, joinPath(root, ...parts), org);
  return parts.join('/');
}

/** Throws unless a path, as far as it exists and with every link followed, lies in the project. */
export async function assertInside(
  fs: FileSystem,
  root: string,
  path: string,
  org: string,
  advice = PULL_FOLDER,
): Promise<void> {
  const realRoot = (await fs.realPath(root)) ?? root;
  for (let at = path; at.length >= root.length; at = at.slice(0, at.lastIndexOf('/'))) {
    const stat = await fs.stat(at);
    if (stat === undefined) continue;
    const real = await fs.realPath(at);
    // A link that leads nowhere yet would be followed once something is written through it.
    if (real === undefined || !(real === realRoot || real.startsWith(`${realRoot}/`)))
      throw outside(org, path, advice);
    return;
  }
}

const PULL_FOLDER = 'Set "pullFolder" to a folder inside the project, and let no link lead out of it.';

function outside(org: string, path: string, advice = PULL_FOLDER): OrgError {
  return new OrgError({
    kind: 'file',
    org,
    what: `"${path}" leads out of the project, and nothing is written there`,
    written: 'No file was changed.',
    advice,
  });
}
