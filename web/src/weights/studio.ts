// The digit network of a page, loaded once for all of its widgets, with the pool of workers that run it.
import { Pool } from '../engine/runtime/pool';
import { loadWeights, readManifest, type Entry } from './manifest';

export const pool = new Pool();

let ready: Promise<Entry> | null = null;
const listeners = new Set<(share: number) => void>();

/** The largest of the published networks. */
export async function fetchNetwork(progress: (share: number) => void): Promise<{ entry: Entry; bytes: Uint8Array<ArrayBuffer> }> {
  const [entry] = (await readManifest()).sort((a, b) => b.architecture.base - a.architecture.base);
  if (!entry) throw new Error('No network has been published yet: train one with “./course train”, then “fm export”.');
  return { entry, bytes: await loadWeights(entry, progress) };
}

/** Resolves when the pool can sample. A failure is not kept: the next call tries again. */
export function openNetwork(progress: (share: number) => void): Promise<Entry> {
  listeners.add(progress);
  ready ??= (async () => {
    const { entry, bytes } = await fetchNetwork((share) => listeners.forEach((l) => l(share)));
    await pool.load(bytes);
    return entry;
  })();
  ready.catch(() => { ready = null; }).finally(() => listeners.clear());
  return ready;
}
