/**
 * Marked fixtures. A fixture is a text of one or more files, each after a line `=== path`. Below a line of a
 * file, a marker line says what must be found in it: carets under the range, then `severity` and, after a
 * colon, a part of the message:
 *
 *     "retentionDays": 366,
 *                      ^^^ error: Retention of 366 days
 *
 * A marker may name another code than the fixture's rule: `^^^ warning trailing-comma: …`. A `v` line or `===
 * fixed path` section holds the file after all fixes of the rule's findings.
 */
export interface Marker {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly code: string | undefined;
  readonly message: string;
}

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly markers: readonly Marker[];
  /** The expected text after the first fix of each finding of the rule, last to first. */
  readonly fixed: string | undefined;
}

const MARKER = /^\s*(\^+)\s+(error|warning|information|hint)(?:\s+([a-z][a-z-]*))?(?::\s*(.*))?$/;

/** Reads a fixture text; a text without `===` lines is one file of the given default name. */
export function readFixture(source: string, defaultName = 'policy.recpolicy.json'): FixtureFile[] {
  const sections: { path: string; lines: string[] }[] = [];
  for (const line of source.split('\n')) {
    const head = /^=== (.+)$/.exec(line);
    if (head !== null) sections.push({ path: head[1]!.trim(), lines: [] });
    else {
      if (sections.length === 0) sections.push({ path: defaultName, lines: [] });
      sections.at(-1)!.lines.push(line);
    }
  }
  const fixed = new Map<string, string>();
  const files: FixtureFile[] = [];
  for (const { path, lines } of sections) {
    if (path.startsWith('fixed ')) fixed.set(path.slice(6).trim(), lines.join('\n'));
  }
  for (const { path, lines } of sections) {
    if (path.startsWith('fixed ')) continue;
    const kept: string[] = [];
    const markers: Marker[] = [];
    for (const line of lines) {
      const m = MARKER.exec(line);
      if (m === null) {
        kept.push(line);
        continue;
      }
      const start = line.indexOf('^');
      markers.push({
        line: kept.length - 1,
        start,
        end: start + m[1]!.length,
        severity: m[2]!,
        code: m[3],
        message: m[4] ?? '',
      });
    }
    files.push({ path, text: kept.join('\n'), markers, fixed: fixed.get(path) });
  }
  return files;
}
