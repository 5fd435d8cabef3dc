// Published weights: the manifest that `fm export` wrote, and files that are what it says they are.
import { sha256 } from '@noble/hashes/sha2.js';

export interface Entry {
  name: string; file: string; bytes: number; sha256: string;
  architecture: { kind: string; base: number; labels: number };
  metrics: { test_loss: number };
}

const folder = new URL('../weights/', import.meta.url);
const cacheName = 'weights';

/** Throws with a sentence for the reader when there is no manifest, or one that this page cannot read. */
export async function readManifest(): Promise<Entry[]> {
  const response = await fetch(new URL('manifest.json', folder)).catch(() => null);
  if (!response?.ok) throw new Error('The list of published networks (weights/manifest.json) is missing. Publish one with “./course train”, or reload the page.');
  const manifest: unknown = await response.json().catch(() => null);
  if (typeof manifest !== 'object' || manifest === null || !('networks' in manifest) || typeof manifest.networks !== 'object')
    throw new Error('The list of published networks (weights/manifest.json) is damaged: it is not what “fm export” writes.');
  if (!('version' in manifest) || manifest.version !== 1)
    throw new Error('The list of published networks has a version that this page does not know: reload the page.');
  return Object.entries(manifest.networks as Record<string, Omit<Entry, 'name'>>)
    .map(([name, entry]) => ({ ...entry, name }))
    .filter((e) => e.architecture?.kind === 'velocity-unet');
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** What is wrong with the bytes of an entry, or null. */
export function fault(entry: Entry, bytes: Uint8Array): string | null {
  if (bytes.length !== entry.bytes)
    return `The file ${entry.file} has ${bytes.length} bytes where ${entry.bytes} were published: the download broke off. Try again.`;
  if (hex(sha256(bytes)) !== entry.sha256)
    return `The file ${entry.file} is not the one that was published: its SHA-256 differs from the manifest's. It was not used.`;
  return null;
}

// Kept under the digest, so that a new network of the same name is fetched anew. Absent on plain http.
const kept = async () => ('caches' in globalThis ? caches.open(cacheName).catch(() => null) : null);
const keyOf = (entry: Entry) => new URL(`${entry.file}?sha256=${entry.sha256}`, folder).href;

/** The bytes of a network: from the last visit, or downloaded with progress from 0 to 1. */
export async function loadWeights(entry: Entry, progress: (share: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const cache = await kept();
  const before = await cache?.match(keyOf(entry));
  if (before) {
    const bytes = new Uint8Array(await before.arrayBuffer());
    if (!fault(entry, bytes)) return bytes;
    await cache?.delete(keyOf(entry));
  }
  const response = await fetch(new URL(entry.file, folder)).catch(() => null);
  if (!response?.ok || !response.body) throw new Error(`The file ${entry.file} could not be downloaded. Try again.`);
  const chunks: Uint8Array[] = [], reader = response.body.getReader();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (done) break;
    chunks.push(value);
    size += value.length;
    progress(Math.min(1, size / entry.bytes));
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const wrong = fault(entry, bytes);
  if (wrong) throw new Error(wrong);
  await cache?.put(keyOf(entry), new Response(bytes)).catch(() => {});
  return bytes;
}
