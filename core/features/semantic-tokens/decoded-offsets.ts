/**
 * Where each UTF-16 unit of a decoded string starts in its raw form (the inside of the literal): one entry
 * for each decoded unit and one for the end. Decodes as `decodeString` does, invalid escapes included.
 */
export function decodedOffsets(raw: string): number[] {
  const starts: number[] = [];
  let i = 0;
  while (i < raw.length) {
    if (raw[i] !== '\\') {
      starts.push(i++);
      continue;
    }
    const c = raw[i + 1];
    if (c !== undefined && '"\\/bfnrt'.includes(c)) {
      starts.push(i);
      i += 2;
    } else if (c === 'u' && /^[0-9a-fA-F]{4}$/.test(raw.slice(i + 2, i + 6))) {
      starts.push(i);
      i += 6;
    } else if (c === undefined) i++;
    else {
      // The backslash is dropped and what it stood before is kept.
      starts.push(i + 1);
      i += 2;
    }
  }
  starts.push(raw.length);
  return starts;
}
