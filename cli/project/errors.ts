/** The command could not run: said on stderr, exit code 2. */
export class UsageError extends Error {}
