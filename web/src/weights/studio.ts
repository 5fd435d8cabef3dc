// The digit network of a page, loaded once for all of its widgets, with the pool of workers that run it.
import { Pool } from '../engine/runtime/pool';
import { fetchNetwork } from './download';
import type { Entry } from './manifest';

export { fetchNetwork };

export const pool = new Pool();

let ready: Promise<Entry> | null = null;
const listeners = new Set<(share: number) => void>();

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
