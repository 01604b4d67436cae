import { type GlobToken, takes } from './tokens';

/** A pattern of a set. */
export interface Pattern {
  readonly tokens: readonly GlobToken[];
  /** It speaks of folders and of no file. */
  readonly foldersOnly?: boolean;
}

const SLASH = 47;
/** Masks of so many characters beyond ASCII are kept. */
const MOST_KEPT = 4096;

/**
 * Several patterns tried at once, in a time that grows with the length of the path and with the size of the
 * set and with nothing else: all places that the patterns can have come to are bits, and each character moves
 * them all. Patterns come from repositories that nobody has looked at, and a matcher that backtracks can be
 * kept busy for years by one of 40 characters.
 */
export class PatternSet {
  private readonly words: number;
  /** Places that a character leaves for the next place, for characters that no pattern names. */
  private readonly unnamed: Int32Array;
  private readonly literals = new Map<number, number[]>();
  private readonly classes: { readonly place: number; readonly token: GlobToken }[] = [];
  private readonly star: Int32Array;
  private readonly folders: Int32Array;
  /** Places that stay at any character; `star` stays at any but a slash. */
  private readonly stay: Int32Array;
  private readonly first: Int32Array;
  private readonly accept: Int32Array;
  private readonly acceptFile: Int32Array;
  private readonly patternOf: number[] = [];
  private readonly masks = new Map<number, Int32Array>();

  constructor(patterns: readonly Pattern[]) {
    this.words = Math.ceil(sizeOf(patterns) / 32);
    const empty = () => new Int32Array(this.words);
    this.unnamed = empty();
    this.star = empty();
    this.folders = empty();
    this.stay = empty();
    this.accept = empty();
    this.acceptFile = empty();
    const starts = empty();
    let place = 0;
    for (const [index, { tokens, foldersOnly }] of patterns.entries()) {
      set(starts, place);
      for (const token of tokens) this.add(token, place++, index);
      const end = tokens.at(-1)?.kind === 'rest' ? place - 1 : place;
      set(this.accept, end);
      if (foldersOnly !== true) set(this.acceptFile, end);
      this.patternOf[place++] = index;
    }
    this.first = empty();
    this.move(empty(), empty(), starts, false, this.first);
  }

  private add(token: GlobToken, place: number, index: number): void {
    this.patternOf[place] = index;
    switch (token.kind) {
      case 'char': {
        const places = this.literals.get(token.code);
        if (places === undefined) this.literals.set(token.code, [place]);
        else places.push(place);
        break;
      }
      case 'any':
        set(this.unnamed, place);
        break;
      case 'class':
        this.classes.push({ place, token });
        break;
      case 'star':
        set(this.star, place);
        break;
      case 'folders':
        set(this.folders, place);
        set(this.stay, place);
        break;
      case 'rest':
        set(this.stay, place);
    }
  }

  /** The index of the last pattern that matches the whole path, -1 where none does. */
  last(path: string, isFolder = false): number {
    let places: Int32Array = this.first;
    let next: Int32Array = new Int32Array(this.words);
    let spare: Int32Array = new Int32Array(this.words);
    for (let i = 0; i < path.length; i++) {
      const code = path.codePointAt(i)!;
      if (code > 0xffff) i++;
      this.move(places, this.mask(code), undefined, code === SLASH, next);
      const used = places;
      places = next;
      next = used === this.first ? spare : used;
      spare = next;
    }
    const accept = isFolder ? this.accept : this.acceptFile;
    for (let word = this.words - 1; word >= 0; word--) {
      const found = places[word]! & accept[word]!;
      if (found !== 0) return this.patternOf[word * 32 + 31 - Math.clz32(found)]!;
    }
    return -1;
  }

  /** One character on. `entered` stands for places that are reached without one, at the beginning. */
  private move(
    places: Int32Array,
    mask: Int32Array,
    entered: Int32Array | undefined,
    slash: boolean,
    next: Int32Array,
  ): void {
    const { star, folders, stay } = this;
    // What moves on from the last place of a word comes to the first of the next.
    let carry = 0;
    let carryFolders = 0;
    let carryStar = 0;
    for (let word = 0; word < this.words; word++) {
      const here = places[word]!;
      const moved = here & mask[word]!;
      const reached = (moved << 1) | carry | (entered === undefined ? 0 : entered[word]!);
      carry = moved >>> 31;
      // No folder at all, or one that ends here.
      const passed = folders[word]! & (slash ? here | reached : reached);
      const kept = here & (slash ? stay[word]! : stay[word]! | star[word]!);
      let all = reached | kept | (passed << 1) | carryFolders;
      carryFolders = passed >>> 31;
      const stars = all & star[word]!;
      all |= (stars << 1) | carryStar;
      carryStar = stars >>> 31;
      next[word] = all;
    }
  }

  private mask(code: number): Int32Array {
    const known = this.masks.get(code);
    if (known !== undefined) return known;
    const mask = code === SLASH ? new Int32Array(this.words) : this.unnamed.slice();
    for (const place of this.literals.get(code) ?? []) set(mask, place);
    for (const { place, token } of this.classes) if (takes(token, code)) set(mask, place);
    if (this.masks.size >= MOST_KEPT) this.masks.clear();
    this.masks.set(code, mask);
    return mask;
  }
}

/** How many places patterns have: what trying them costs for each character of a path. */
export function sizeOf(patterns: readonly Pattern[]): number {
  return patterns.reduce((sum, { tokens }) => sum + tokens.length + 1, 0);
}

function set(bits: Int32Array, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31);
}
