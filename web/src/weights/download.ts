// The network that the pages use, downloaded.
import { loadWeights, readManifest, type Entry } from './manifest';

/** The largest of the published networks. */
export async function fetchNetwork(progress: (share: number) => void): Promise<{ entry: Entry; bytes: Uint8Array<ArrayBuffer> }> {
  const [entry] = (await readManifest()).sort((a, b) => b.architecture.base - a.architecture.base);
  if (!entry) throw new Error('No network has been published yet: train one with “./course train”, then “fm export”.');
  return { entry, bytes: await loadWeights(entry, progress) };
}
