import { startEmulator } from './start';

/** Sent once to the parent process: the orgs listen, or why they do not. */
export type ProgramMessage =
  | {
      readonly orgs: readonly {
        readonly name: string;
        readonly url: string;
        readonly clientId: string;
        readonly clientSecret: string;
      }[];
    }
  | { readonly error: string; readonly code: string | undefined };

/**
 * Runs the local orgs for the process that forked this one, and ends with it. The only argument: the first
 * port, 0 for free ones.
 */
export async function runForParent(argv: readonly string[]): Promise<void> {
  const sendToParent = (message: ProgramMessage) => process.send?.(message);
  process.once('disconnect', () => process.exit(0));
  try {
    const emulator = await startEmulator({ port: Number(argv[0] ?? 0) });
    const orgs = emulator.orgs.map((org) => ({ name: org.name, url: org.url, ...org.credentials() }));
    sendToParent({ orgs });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    process.exitCode = 1;
    sendToParent({ error: message, code });
    process.disconnect?.();
  }
}
