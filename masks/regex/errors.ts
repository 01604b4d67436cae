/** Why a pattern is not handled by this package's own engine. `invalid` means that no engine compiles it. */
export type UnsupportedReason =
  | 'invalid'
  | 'too-long'
  | 'too-deep'
  | 'too-large'
  | 'unicode-property'
  | 'unicode-sets'
  | 'unicode-ignore-case'
  | 'modifiers';

export class UnsupportedRegex extends Error {
  constructor(
    readonly reason: UnsupportedReason,
    readonly offset: number,
  ) {
    super(`${reason} at ${offset}`);
    this.name = 'UnsupportedRegex';
  }
}
