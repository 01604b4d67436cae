/** What reader and writer need of a message port: a Web Worker has it, a forked process is given it. */
export interface ServerPort {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  addEventListener(type: 'error', listener: (event: unknown) => void): void;
}

/** A server that was started: its port, how to end it, and when it ended by itself. */
export interface RunningServer {
  readonly port: ServerPort;
  stop(): void;
  onExit(listener: () => void): void;
}
