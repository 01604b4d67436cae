/** What a command sees of the process it runs in; tests give their own. */
export interface Terminal {
  /** Working directory, absolute, with forward slashes. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY?: boolean };
  readonly version: string;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input, up to its end. */
  readInput(): string;
}
