// The digit networks of a page, each loaded once for all of its figures, with the pool of workers that runs them.
import { Pool } from '../engine/runtime/pool';
import { loadWeights, readManifest, readReader, type Entry } from './manifest';

/** What a network may differ from its trainer's notes, in units of the tolerance that is noted with them. */
const slack = 10;

const pool = new Pool();
let list: Promise<Entry[]> | null = null;
const opened = new Map<string, Promise<Entry>>();
const listeners = new Set<(share: number) => void>();
let reader: Promise<string> | null = null;
let users = 0;

/** The published networks, as readManifest orders them. A failure is not kept: the next call tries again. */
function networks(): Promise<Entry[]> {
  list ??= readManifest();
  list.catch(() => {
    list = null;
  });
  return list;
}

/** Downloads a network, hands it to the pool and holds it against what was published. */
async function prepare(entry: Entry): Promise<Entry> {
  const bytes = await loadWeights(entry, (share) => listeners.forEach((l) => l(share)));
  const { base, off } = await pool.load(entry.sha256, bytes, entry.parity);
  if (base !== entry.architecture.base)
    throw new Error(`The file ${entry.file} holds a network of ${base} channels where ${entry.architecture.base} were published. It was not used.`);
  if (entry.parity && !(off <= slack * entry.parity.tolerance))
    throw new Error(`The network “${entry.name}” does not answer what its trainer noted: these are not the weights that were learned. It was not used.`);
  return entry;
}

/** Downloads the network that reads digits, and hands it to the pool; its key there. */
async function prepareReader(): Promise<string> {
  const entry = await readReader();
  await pool.load(entry.sha256, await loadWeights(entry, (share) => listeners.forEach((l) => l(share))), null, true);
  return entry.sha256;
}

/** The place of one figure. When the last is given up, the workers end. */
export class Desk {
  gone = false;
  readonly pool = pool;

  constructor() {
    users++;
  }

  networks = networks;

  /** Resolves when the pool can sample from the network of this name; from the best when there is none of it. */
  async open(name: string, progress: (share: number) => void): Promise<Entry> {
    const entries = await networks(), entry = entries.find((e) => e.name === name) ?? entries[0];
    listeners.add(progress);
    let opening = opened.get(entry.sha256);
    if (!opening) {
      opened.set(entry.sha256, opening = prepare(entry));
      opening.catch(() => {
        opened.delete(entry.sha256);
        list = null; // it may be the list that was wrong
      });
    }
    return opening.then(() => entry).finally(() => listeners.delete(progress));
  }

  /** Resolves with the key of the network that reads digits, when the pool can ask it. */
  async openReader(progress: (share: number) => void): Promise<string> {
    listeners.add(progress);
    reader ??= prepareReader();
    reader.catch(() => {
      reader = null;
    });
    return reader.finally(() => listeners.delete(progress));
  }

  terminate(): void {
    if (this.gone) return;
    this.gone = true;
    if (--users > 0) return;
    opened.clear();
    reader = null;
    pool.dispose();
  }
}
