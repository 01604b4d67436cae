/** A document of headed lists with check boxes, made line by line. Texts are Markdown. */
export class ChecklistDocument {
  private readonly blocks: string[] = [];
  private steps: string[] = [];
  /** How many boxes there are to tick. */
  count = 0;

  heading(level: 1 | 2, text: string): this {
    this.flush();
    this.blocks.push(`${'#'.repeat(level)} ${text}`);
    return this;
  }

  paragraph(text: string): this {
    this.flush();
    this.blocks.push(text);
    return this;
  }

  step(text: string): this {
    this.steps.push(`- [ ] ${text}`);
    this.count++;
    return this;
  }

  /** A line below the last step. */
  note(text: string): this {
    this.steps.push(`      ${text}`);
    return this;
  }

  text(): string {
    this.flush();
    return `${this.blocks.join('\n\n')}\n`;
  }

  private flush(): void {
    if (this.steps.length > 0) this.blocks.push(this.steps.join('\n'));
    this.steps = [];
  }
}
