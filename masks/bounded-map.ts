interface Entry<V> {
  readonly value: V;
  readonly weight: number;
}

/**
 * A map that keeps what was used last, within a number of entries and a weight in all. The newest entry
 * always stays.
 */
export class BoundedMap<V> {
  private readonly entries = new Map<string, Entry<V>>();
  /** What was used last, and so stands last. */
  private newest: Entry<V> | undefined;
  private weight = 0;

  constructor(
    private readonly mostEntries: number,
    private readonly mostWeight: number,
    /** Beside the length of its key. */
    private readonly weigh: (value: V) => number = () => 0,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** What is got counts as used. */
  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry !== this.newest) {
      this.entries.delete(key);
      this.entries.set(key, entry);
      this.newest = entry;
    }
    return entry.value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    const weight = key.length + this.weigh(value);
    this.newest = { value, weight };
    this.entries.set(key, this.newest);
    this.weight += weight;
    for (const oldest of this.entries.keys()) {
      const isWithin = this.entries.size <= this.mostEntries && this.weight <= this.mostWeight;
      if (isWithin || this.entries.size === 1) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.weight -= entry.weight;
  }

  clear(): void {
    this.entries.clear();
    this.weight = 0;
  }

  /** The least recently used first. */
  *[Symbol.iterator](): Iterator<[key: string, value: V]> {
    for (const [key, { value }] of this.entries) yield [key, value];
  }
}
