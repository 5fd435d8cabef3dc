// Published weights: the manifest that `fm export` wrote, and files that are what it says they are.
import { sha256 } from '@noble/hashes/sha2.js';
import type { Parity } from '../engine/runtime/protocol';
import { download, patience } from './bytes';
import { measuredIn, type Measured } from './quality';

/** A file, and what it must be. */
export interface Published {
  file: string;
  bytes: number;
  sha256: string;
}
export interface Entry extends Published {
  name: string;
  architecture: { kind: string; base: number; scales?: number; labels: number };
  /** A flow of latents, with their decoder, and not of pixels. */
  latent: boolean;
  metrics: { test_loss: number };
  /** The most Euler steps that it is made for, which it takes in equal parts; 0: any solver. */
  eulerSteps: number;
  quality: Measured[];
  /** What it answers to some noise, if its trainer noted that. */
  parity: Parity | null;
}

const folder = new URL('../weights/', import.meta.url);
const cacheName = 'weights', list = 'The list of published networks (weights/manifest.json)';
const silence = `did not arrive: nothing came for ${patience / 1000} seconds. Try again.`;

const kinds = { pixels: 'velocity-unet', latent: 'latent-flow' };

type Loose = Record<string, unknown>;
const isObject = (v: unknown): v is Loose => typeof v === 'object' && v !== null && !Array.isArray(v);
const isNumbers = (v: unknown): v is number[] => Array.isArray(v) && v.every((x) => Number.isFinite(x));

/** The file that an entry names. `lacks` throws with what is wrong with it. */
function publishedIn({ file, bytes, sha256: digest }: Loose, lacks: (what: string) => never): Published {
  if (typeof file !== 'string' || !/^[\w-][\w.-]*$/.test(file)) lacks('has no file name (“file”) in the same folder');
  if (!Number.isSafeInteger(bytes) || Number(bytes) <= 0) lacks('does not say how long its file is (“bytes”)');
  if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest)) lacks('has no SHA-256 (“sha256”)');
  return { file: file as string, bytes: bytes as number, sha256: digest as string };
}

/** An entry that the page can rely on, or a sentence that says what it lacks. */
function entryOf(name: string, raw: Loose): Entry {
  const { architecture, metrics, training, parity } = raw;
  const lacks = (what: string): never => {
    throw new Error(`${list} is damaged: its network “${name}” ${what}. Publish it again with “fm export”.`);
  };
  const published = publishedIn(raw, lacks);
  if (!isObject(architecture) || !Number.isSafeInteger(architecture.base)) lacks('does not say its size (“architecture.base”)');
  const latent = (architecture as Loose).kind === kinds.latent, numbers = latent ? 196 : 784;
  const noted = isObject(parity) && isNumbers(parity.t) && isNumbers(parity.label) && isNumbers(parity.velocity) &&
    parity.t.length === parity.label.length && parity.velocity.length === numbers * parity.t.length && (!latent || isNumbers(parity.decoded));
  const loss = isObject(metrics) ? metrics.test_loss : NaN, quality = isObject(metrics) && isObject(metrics.quality) ? metrics.quality.rows : [];
  const config = isObject(training) && isObject(training.config) ? training.config : {}, few = config.euler_steps;
  return {
    name,
    ...published,
    architecture: architecture as Entry['architecture'],
    latent,
    metrics: { test_loss: typeof loss === 'number' ? loss : NaN },
    eulerSteps: Number.isSafeInteger(few) && Number(few) > 0 ? Number(few) : 0,
    quality: measuredIn(quality),
    parity: noted ? (parity as unknown as Parity) : null,
  };
}

/** The network that reads digits. */
export async function readReader(): Promise<Published> {
  const bytes = await download(new URL('reader.json', folder));
  if (typeof bytes === 'string')
    throw new Error(`The network that reads digits (weights/reader.json) ${bytes === 'silent' ? silence : 'could not be downloaded. Try again.'}`);
  let raw: unknown = null;
  try {
    raw = JSON.parse(new TextDecoder().decode(bytes));
  } catch { /* said below */ }
  return publishedIn(isObject(raw) ? raw : {}, (what) => {
    throw new Error(`weights/reader.json ${what}: build the site again.`);
  });
}

/** The published networks: those of pixels before those of latents, the smallest first, since that is what a page fetches unasked, and of one size the best. Throws with a sentence for the reader when there is none that can be read. */
export async function readManifest(): Promise<Entry[]> {
  const bytes = await download(new URL('manifest.json', folder));
  if (bytes === 'silent') throw new Error(`${list} ${silence}`);
  if (bytes === 'missing') throw new Error(`${list} is missing. Publish one with “./course train”, or reload the page.`);
  if (typeof bytes === 'string') throw new Error(`${list} broke off on its way. Try again.`);
  let manifest: unknown = null;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes));
  } catch { /* said below */ }
  if (!isObject(manifest)) throw new Error(`${list} is damaged: it is not what “fm export” writes.`);
  if (manifest.version !== 1) throw new Error(`${list} has a version that this page does not know: reload the page.`);
  if (!isObject(manifest.networks)) throw new Error(`${list} is damaged: it is not what “fm export” writes.`);
  const entries = Object.entries(manifest.networks)
    .filter((pair): pair is [string, Loose] =>
      isObject(pair[1]) && isObject(pair[1].architecture) && Object.values<unknown>(kinds).includes(pair[1].architecture.kind)
    )
    .map(([name, raw]) => entryOf(name, raw));
  if (!entries.some((e) => !e.latent)) throw new Error('No network has been published yet: train one with “./course train”, then “fm export”.');
  const loss = (e: Entry) => (Number.isFinite(e.metrics.test_loss) ? e.metrics.test_loss : Infinity);
  return entries.sort((a, b) => Number(a.latent) - Number(b.latent) || a.bytes - b.bytes || Math.sign(loss(a) - loss(b)));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** What is wrong with the bytes of an entry, or null. */
export function fault(entry: Published, bytes: Uint8Array): string | null {
  if (bytes.length < entry.bytes)
    return `The file ${entry.file} has ${bytes.length} bytes where ${entry.bytes} were published: the download broke off. Try again.`;
  if (bytes.length > entry.bytes) return tooLong(entry);
  if (hex(sha256(bytes)) !== entry.sha256)
    return `The file ${entry.file} is not the one that was published: its SHA-256 differs from the manifest's. It was not used.`;
  return null;
}
const tooLong = (entry: Published) =>
  `The file ${entry.file} is longer than the ${entry.bytes} bytes that were published: it is not the one that was published. It was not used.`;

// Kept under the digest, so that a new network of the same name is fetched anew. Absent on plain http.
const kept = async () => ('caches' in globalThis ? caches.open(cacheName).catch(() => null) : null);
const keyOf = (entry: Published) => new URL(`${entry.file}?sha256=${entry.sha256}`, folder).href;

/** The bytes of a network: from the last visit, or downloaded with progress from 0 to 1. */
export async function loadWeights(entry: Published, progress: (share: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const cache = await kept();
  const before = await cache?.match(keyOf(entry));
  if (before) {
    const bytes = new Uint8Array(await before.arrayBuffer());
    if (!fault(entry, bytes)) return bytes;
    await cache?.delete(keyOf(entry));
  }
  const bytes = await download(new URL(entry.file, folder), {
    most: entry.bytes,
    progress: (size) => progress(Math.min(1, size / entry.bytes)),
  });
  if (bytes === 'silent') throw new Error(`The file ${entry.file} ${silence}`);
  if (bytes === 'missing') throw new Error(`The file ${entry.file} could not be downloaded. Try again.`);
  if (bytes === 'too long') throw new Error(tooLong(entry));
  if (bytes === 'broken off') throw new Error(`The file ${entry.file} did not arrive whole: the download broke off. Try again.`);
  const wrong = fault(entry, bytes);
  if (wrong) throw new Error(wrong);
  await cache?.put(keyOf(entry), new Response(bytes)).catch(() => {});
  return bytes;
}
