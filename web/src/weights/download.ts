// The network that the pages use, downloaded.
import { loadWeights, readManifest, type Entry } from './manifest';

/** The best of the published networks. */
export async function fetchNetwork(progress: (share: number) => void): Promise<{ entry: Entry; bytes: Uint8Array<ArrayBuffer> }> {
  const [entry] = await readManifest();
  return { entry, bytes: await loadWeights(entry, progress) };
}
