/** Why a body could not be read whole. */
export type BodyFault = 'too-large' | 'idle' | 'broken';

export class BodyError extends Error {
  constructor(
    readonly fault: BodyFault,
    cause?: unknown,
  ) {
    super(`body ${fault}`, { cause });
  }
}

/**
 * Passes a body's chunks on, giving up when it grows past `maxBytes`, stays silent for `idleMs`, or `signal`
 * is aborted. The signal given to `fetch` is not enough for that: Node 20 may lose it to garbage collection
 * once the head has arrived.
 */
export async function* chunksOf(
  response: Response,
  maxBytes: number,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  let size = 0;
  let whole = false;
  try {
    for (;;) {
      const part = await unlessAborted(withinIdle(reader.read(), idleMs), signal);
      if (part.done) {
        whole = true;
        return;
      }
      size += part.value.byteLength;
      if (size > maxBytes) throw new BodyError('too-large');
      yield part.value;
    }
  } catch (error) {
    if (error instanceof BodyError) throw error;
    throw new BodyError('broken', error);
  } finally {
    if (!whole) reader.cancel().catch(() => undefined);
  }
}

/** The whole body as UTF-8 text. */
export async function textOf(
  response: Response,
  maxBytes: number,
  idleMs: number,
  signal: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const chunk of chunksOf(response, maxBytes, idleMs, signal))
    text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** The result of `work`, or the signal's reason as soon as it is aborted, whatever becomes of `work`. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop!);
    work.catch(() => undefined);
  }
}

async function withinIdle<T>(read: Promise<T>, idleMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BodyError('idle')), idleMs);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
    read.catch(() => undefined);
  }
}
