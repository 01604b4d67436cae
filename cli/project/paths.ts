/** Paths as reports show them: relative to the working directory, with forward slashes. */
export function relativeTo(cwd: string): (path: string) => string {
  const parts = cwd.split('/').filter((p) => p !== '');
  return (path) => {
    if (path.startsWith(`${cwd}/`)) return path.slice(cwd.length + 1);
    const other = path.split('/').filter((p) => p !== '');
    let common = 0;
    while (common < parts.length && common < other.length && parts[common] === other[common]) common++;
    // From one drive to another no relative path leads.
    if (common === 0 && /^[A-Za-z]:$/.test(parts[0] ?? '')) return path;
    return [...parts.slice(common).map(() => '..'), ...other.slice(common)].join('/');
  };
}
