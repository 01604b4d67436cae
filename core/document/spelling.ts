/**
 * Names as their folders have them. Some file systems (those of Windows and macOS) take `A` for `a`, and
 * clients and people write what they like; whoever knows files by their names must settle on one spelling, or
 * one file is taken for two.
 * @param names as written, from the top
 * @param list the names in the folder that the given names lead to; undefined where it cannot be read
 */
export function respell(
  names: readonly string[],
  list: (above: readonly string[]) => readonly string[] | undefined,
): string[] {
  const spelled: string[] = [];
  for (const [i, name] of names.entries()) {
    const known = list(spelled);
    // What is not there, or below what cannot be read, stays as it is written.
    if (known === undefined) return [...spelled, ...names.slice(i)];
    const wanted = folded(name);
    spelled.push(known.includes(name) ? name : (known.find((one) => folded(one) === wanted) ?? name));
  }
  return spelled;
}

/** Equal for names that such a file system takes for one. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
