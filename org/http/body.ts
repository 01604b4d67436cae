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

/** Passes a body's chunks on, giving up when it grows past `maxBytes` or stays silent for `idleMs`. */
export async function* chunksOf(
  response: Response,
  maxBytes: number,
  idleMs: number,
): AsyncGenerator<Uint8Array, void, void> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  let size = 0;
  let whole = false;
  try {
    for (;;) {
      const part = await withinIdle(reader.read(), idleMs);
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
export async function textOf(response: Response, maxBytes: number, idleMs: number): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const chunk of chunksOf(response, maxBytes, idleMs))
    text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
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
