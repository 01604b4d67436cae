/**
 * Which elements of a list can stay on its way to another one: for a set all that are wanted (each once), for
 * an ordered list a longest common subsequence.
 */
export function keptIndexes(now: readonly string[], goal: readonly string[], unordered: boolean): number[] {
  if (unordered) {
    const wanted = new Set(goal);
    return now.flatMap((key, i) => (wanted.has(key) && now.indexOf(key) === i ? [i] : []));
  }
  const length = Array.from({ length: now.length + 1 }, () => new Array<number>(goal.length + 1).fill(0));
  for (let i = now.length - 1; i >= 0; i--) {
    for (let j = goal.length - 1; j >= 0; j--) {
      length[i]![j] =
        now[i] === goal[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const kept: number[] = [];
  for (let i = 0, j = 0; i < now.length && j < goal.length; ) {
    if (now[i] === goal[j]) {
      kept.push(i);
      i++;
      j++;
    } else if (length[i + 1]![j]! >= length[i]![j + 1]!) i++;
    else j++;
  }
  return kept;
}
