import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';

/** A message longer than this, in bytes, is refused; documents of 10 MB and more pass. */
const MAX_LENGTH = 256 * 1024 * 1024;
const HEADER_END = Buffer.from('\r\n\r\n');
const HEADER_NAME = Buffer.from('Content-Length:');
const NOTHING = Buffer.alloc(0);

/**
 * Reads messages from a stream. What is no message (bad JSON, a header without a length, a length nobody
 * means) is answered with an error, and reading goes on with the next header: a broken client must not leave
 * the others of its messages unanswered.
 */
export class StdioReader extends AbstractMessageReader implements MessageReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Length of the body that is due; undefined while a header is. */
  private due: number | undefined;

  constructor(
    private readonly input: Readable,
    private readonly answers: MessageWriter,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.size += chunk.length;
      this.read(callback);
    };
    this.input.on('data', onData);
    this.input.on('error', (error: Error) => this.fireError(error));
    this.input.on('end', () => this.fireClose());
    this.input.on('close', () => this.fireClose());
    return { dispose: () => this.input.off('data', onData) };
  }

  private read(callback: DataCallback): void {
    for (;;) {
      if (this.due === undefined) {
        if (!this.readHeader()) return;
      } else if (this.size < this.due) return;
      else {
        const all = this.joined();
        const body = all.subarray(0, this.due);
        this.keep(all.subarray(this.due));
        this.due = undefined;
        this.deliver(body, callback);
      }
    }
  }

  /** True when something was taken from the input. */
  private readHeader(): boolean {
    const all = this.joined();
    const end = all.indexOf(HEADER_END);
    if (end < 0) {
      // A header is short. What is longer without an end is no header.
      if (all.length <= 4096) return false;
      this.refuse('The header of a message has no end.');
      return this.skip(all.subarray(1));
    }
    const header = all.toString('latin1', 0, end);
    const length = /^Content-Length:[ \t]*(\d{1,15})[ \t]*$/im.exec(header)?.[1];
    if (length === undefined || Number(length) > MAX_LENGTH) {
      this.refuse(
        length === undefined
          ? 'A header needs a Content-Length.'
          : `A message of ${length} bytes is too long.`,
      );
      return this.skip(all.subarray(1));
    }
    this.due = Number(length);
    this.keep(all.subarray(end + HEADER_END.length));
    return true;
  }

  /** Leaves out everything up to what looks like the next header, be it in the middle of a line. */
  private skip(rest: Buffer): boolean {
    const next = rest.indexOf(HEADER_NAME);
    // The name itself may stand cut in two at the end.
    this.keep(next >= 0 ? rest.subarray(next) : rest.subarray(Math.max(0, rest.length - HEADER_NAME.length)));
    return next >= 0;
  }

  private deliver(body: Buffer, callback: DataCallback): void {
    let message: unknown;
    try {
      message = JSON.parse(body.toString('utf8'));
    } catch (error) {
      this.refuse(`A message is no JSON: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      this.refuse('A message must be a JSON object.', ErrorCodes.InvalidRequest);
      return;
    }
    callback(message as Message);
  }

  private refuse(message: string, code: number = ErrorCodes.ParseError): void {
    const answer = { jsonrpc: '2.0', id: null, error: { code, message } };
    this.answers.write(answer as Message).catch((error: unknown) => this.fireError(error as Error));
  }

  private joined(): Buffer {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] ?? NOTHING;
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length === 0 ? [] : [rest];
    this.size = rest.length;
  }
}
