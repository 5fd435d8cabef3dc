// A download that ends: with its bytes, or with the word for what went wrong. A server that falls silent is given up.

/** Milliseconds without a byte. */
export const patience = 20_000;

export type Fault = 'missing' | 'silent' | 'broken off' | 'too long';

/** `progress` hears the bytes so far; more than `most` are not read. */
export async function download(
  address: URL,
  o: { most?: number; progress?: (bytes: number) => void } = {},
): Promise<Uint8Array<ArrayBuffer> | Fault> {
  const { most = Infinity, progress = () => {} } = o, controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined, silent = false;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silent = true;
      controller.abort();
    }, patience);
  };
  alive();
  try {
    const response = await fetch(address, { signal: controller.signal }).catch(() => null);
    if (!response?.ok || !response.body) return silent ? 'silent' : 'missing';
    const chunks: Uint8Array[] = [], reader = response.body.getReader();
    let size = 0;
    for (;;) {
      const part = await reader.read().catch(() => null);
      if (!part) return silent ? 'silent' : 'broken off';
      if (part.done) break;
      alive();
      chunks.push(part.value);
      size += part.value.length;
      if (size > most) {
        controller.abort();
        return 'too long';
      }
      progress(size);
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  } finally {
    clearTimeout(timer);
  }
}
