import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the proxy received it, body read. */
export interface ProxyRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface ProxyAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** What becomes of a request: an answer, or an end of the connection without one. `hang` leaves it open. */
export type ProxyOutcome = ProxyAnswer | 'reset' | 'close' | 'hang';

/** `forward` sends the request to the org, with its effect, and returns the answer. */
export type ProxyHandler = (
  request: ProxyRequest,
  forward: () => Promise<ProxyAnswer>,
) => ProxyOutcome | Promise<ProxyOutcome>;

/**
 * What a handler is asked for: a method (`*` is any) and a path (a text is the whole path, without its
 * query).
 */
interface Rule {
  method: string;
  path: string | RegExp;
  handler: ProxyHandler;
  once: boolean;
}

/**
 * A plain HTTP server between engine and org. It knows nothing of the API: what reaches the engine is what
 * Node's own `http` module puts on the wire, not what the local org would.
 */
export class FaultProxy {
  /** Where requests without a rule go. Without it they are answered 404. */
  target: string | undefined;
  readonly requests: ProxyRequest[] = [];
  readonly #rules: Rule[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((received, response) => {
      void this.#handle(received, response).catch(() => response.destroy());
    });
  }

  static async start(target?: string): Promise<FaultProxy> {
    const proxy = new FaultProxy();
    proxy.target = target;
    await new Promise<void>((done) => proxy.#server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Handles every matching request. */
  on(method: string, path: string | RegExp, handler: ProxyHandler): void {
    this.#rules.push({ method, path, handler, once: false });
  }

  /** Handles the first matching request. */
  once(method: string, path: string | RegExp, handler: ProxyHandler): void {
    this.#rules.push({ method, path, handler, once: true });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #ruleFor({ method, path }: ProxyRequest): ProxyHandler | undefined {
    const bare = path.replace(/\?.*/, '');
    const index = this.#rules.findIndex(
      (rule) =>
        (rule.method === '*' || rule.method === method) &&
        (typeof rule.path === 'string' ? rule.path === bare : rule.path.test(bare)),
    );
    const rule = this.#rules[index];
    if (rule?.once) this.#rules.splice(index, 1);
    return rule?.handler;
  }

  async #handle(received: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = received;
    const incoming = { method, path, headers, body: await bytesOf(received) };
    this.requests.push(incoming);
    const forward = () => send(this.target, incoming);
    const handler = this.#ruleFor(incoming) ?? forward;
    const outcome = await handler(incoming, forward);
    if (outcome === 'hang') return;
    if (outcome === 'reset') received.socket.resetAndDestroy();
    else if (outcome === 'close') received.socket.destroy();
    else response.writeHead(outcome.status, outcome.headers).end(outcome.body);
  }
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const HOP_BY_HOP = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding']);

const endToEnd = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !HOP_BY_HOP.has(name))
      .map(([name, value]) => [name, String(value)]),
  );

function send(
  target: string | undefined,
  { method, path, headers, body }: ProxyRequest,
): Promise<ProxyAnswer> {
  if (target === undefined) return Promise.resolve({ status: 404 });
  return new Promise((resolve, reject) => {
    const outgoing = request(target + path, { method, headers: endToEnd(headers), agent: false });
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      bytesOf(answer).then(
        (bytes) =>
          resolve({ status: answer.statusCode ?? 500, headers: endToEnd(answer.headers), body: bytes }),
        reject,
      );
    });
    outgoing.end(body);
  });
}
