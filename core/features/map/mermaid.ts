/** Longer names are cut: a box is no place to read one. */
const LONGEST = 40;

/**
 * Foreign text as the label of a Mermaid node or edge. Every character but letters, digits and spaces becomes
 * an entity of Mermaid's (`#35;`), so that no name can end the label, make markup or a link, or say anything
 * to the diagram.
 */
export function mermaidText(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const cut = characters.length > LONGEST ? [...characters.slice(0, LONGEST - 1), '…'] : characters;
  const shown = cut.length === 0 ? ['?'] : cut;
  return shown.map((c) => (isPlain(c) ? c : entity(c))).join('');
}

/**
 * Letters and digits of any script; nothing that turns the direction of text, no control character, no half
 * of a pair.
 */
function isPlain(character: string): boolean {
  return /^[\p{L}\p{N} ]$/u.test(character);
}

function entity(character: string): string {
  const code = character.codePointAt(0)!;
  const harmless = /^[\p{P}\p{S}\p{M}]$/u.test(character);
  return harmless ? `#${code};` : '#65533;';
}

/**
 * How two boxes are joined; the words stand on the line, as looks alone would tell nobody who cannot see
 * them.
 */
export type Stroke = 'solid' | 'dashed' | 'thick';

const ARROWS: Readonly<Record<Stroke, string>> = { solid: '-->', dashed: '-.->', thick: '==>' };

/** Makes a `flowchart` of Mermaid from left to right. */
export class Flowchart {
  private readonly lines: string[] = ['flowchart LR'];
  private readonly ids = new Map<string, string>();

  /** A box; `key` tells it from others. Lines are foreign text. */
  box(key: string, shape: 'target' | 'policy' | 'remote', lines: readonly string[]): void {
    const id = `n${this.ids.size}`;
    this.ids.set(key, id);
    const label = `"${lines.map(mermaidText).join('<br/>')}"`;
    const drawn = shape === 'target' ? `([${label}])` : shape === 'remote' ? `[/${label}/]` : `[${label}]`;
    this.lines.push(`  ${id}${drawn}`);
  }

  has(key: string): boolean {
    return this.ids.has(key);
  }

  arrow(from: string, to: string, stroke: Stroke, words: string): void {
    this.lines.push(`  ${this.ids.get(from)} ${ARROWS[stroke]}|"${mermaidText(words)}"| ${this.ids.get(to)}`);
  }

  text(): string {
    return this.lines.join('\n');
  }
}
