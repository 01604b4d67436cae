/** A map that keeps what was used last, within a number of entries and a weight in all. The newest entry always stays. */
export class BoundedMap<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly weight: number }>();
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
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    const weight = key.length + this.weigh(value);
    this.entries.set(key, { value, weight });
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
