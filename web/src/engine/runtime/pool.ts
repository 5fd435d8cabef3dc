// Many workers, each with an engine and its copies of the networks, take a batch of digits through time together.
import { DigitClient, WorkerLost, type Job } from './client';
import type { Floats } from '../names';
import { Cancelled, type DigitJobs, type DigitsJob, type Parity } from './protocol';
import type { Moved } from '../unet';

export interface Sampling {
  result: Promise<void>;
  cancel(): void;
}
type Loaded = DigitJobs['loadNetwork']['result'];
type SmallJob = Exclude<keyof DigitJobs, 'loadNetwork' | 'step'>;
interface Network {
  bytes: Uint8Array<ArrayBuffer>;
  parity: Parity | null;
  reads: boolean;
}

/** How long a worker may take to notice that it was cancelled, in milliseconds, before it is ended. */
const patience = 400;
/** Images that one worker takes at a time, at most: few, so that no worker waits long for the others. */
const most = 2;

/** Workers that may be lost over one piece of work: others' cancels end some, but one that always fails must not go on. */
const lives = 5;

async function again<T>(work: () => Promise<T>, wanted = () => true): Promise<T> {
  for (let life = 1;; life++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WorkerLost) || !wanted() || life === lives) throw error;
    }
  }
}

/** The place of one worker: there is another as soon as one is asked for and the last is gone. */
class Seat {
  private client: DigitClient | null = null;
  private readonly ready = new Map<string, Promise<Loaded>>(); // networks, of this client

  async open(key: string | null, networks: ReadonlyMap<string, Network>): Promise<DigitClient> {
    if (!this.client || this.client.gone) {
      this.client = new DigitClient();
      this.ready.clear();
    }
    const { client } = this;
    if (key !== null) await this.load(client, key, networks);
    return client;
  }

  /** A network that the worker has already is not sent again. */
  load(client: DigitClient, key: string, networks: ReadonlyMap<string, Network>): Promise<Loaded> {
    const network = networks.get(key);
    if (!network) return Promise.reject(new Error('no network has been loaded yet'));
    let loading = this.ready.get(key);
    if (!loading) {
      this.ready.set(key, loading = client.run('loadNetwork', { key, ...network }));
      loading.catch(() => {
        if (this.ready.get(key) === loading) this.ready.delete(key);
      });
    }
    return loading;
  }

  dispose(): void {
    this.client?.terminate();
    this.client = null;
    this.ready.clear();
  }
}

/** Some of the images, on their way: `x` is where they are after `step` steps. */
interface Group {
  from: number;
  labels: number[];
  step: number;
  x: Floats;
}

export class Pool {
  /** A worker for each logical core, eight at most: each holds a copy of the network. */
  readonly size = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
  private readonly seats = Array.from({ length: this.size }, () => new Seat());
  private readonly networks = new Map<string, Network>();

  /** What the first worker found; the others load it when they are needed. Rejects with the reason it cannot be used. */
  async load(key: string, bytes: Uint8Array<ArrayBuffer>, parity: Parity | null = null, reads = false): Promise<Loaded> {
    const networks = new Map([[key, { bytes, parity, reads }]]);
    const loaded = await this.seats[0].load(await this.seats[0].open(null, networks), key, networks);
    this.networks.set(key, { bytes, parity: null, reads });
    return loaded;
  }

  /** A small job, on the first of the workers, with the network that it wants; on the next one if that is lost. */
  async run<K extends SmallJob>(kind: K, payload: DigitJobs[K]['payload'], network: string | null = null): Promise<DigitJobs[K]['result']> {
    return again(async () => (await this.seats[0].open(network, this.networks)).run(kind, payload));
  }

  /**
   * All images in lockstep. `shown(step, x, belief)` is called after each step, once all images have done it: x is where
   * they are then, and belief what the network expected before it. A worker takes whichever images are furthest behind.
   */
  sample(job: DigitsJob, shown: (step: number, x: Floats, belief: Floats) => void): Sampling {
    const { network, labels, solver, steps, guidance, backward = false } = job, count = labels.length, numbers = job.x0.length / count,
      size = Math.min(most, Math.ceil(count / this.size));
    const queue: Group[] = [], running = new Map<Job<Moved>, DigitClient>(), waiting = new Set<() => void>();
    for (let from = 0; from < count; from += size)
      queue.push({ from, labels: labels.slice(from, from + size), step: 0, x: job.x0.slice(from * numbers, (from + size) * numbers) });
    const groups = queue.length, frames = new Map<number, { x: Floats; belief: Floats; parts: number }>();
    let left = groups, stopped = false;
    const wake = () => {
      for (const call of waiting) call();
      waiting.clear();
    };
    const stop = () => {
      stopped = true;
      for (const part of running.keys()) part.cancel();
      wake();
    };

    const advance = async (seat: Seat, group: Group): Promise<void> => {
      const client = await seat.open(network, this.networks);
      if (stopped) throw new Cancelled();
      const at = (step: number) => (backward ? steps - step : step) / steps, t = at(group.step), h = at(group.step + 1) - t;
      const part = client.start('step', { network, x: group.x, labels: group.labels, solver, t, h, guidance });
      running.set(part, client);
      try {
        const { x, belief } = await part.result;
        if (stopped) throw new Cancelled();
        group.x = x;
        collect(group, belief);
      } finally {
        running.delete(part);
      }
    };
    const collect = (group: Group, belief: Floats) => {
      const step = ++group.step, at = group.from * numbers;
      let frame = frames.get(step);
      if (!frame) frames.set(step, frame = { x: new Float32Array(count * numbers), belief: new Float32Array(count * numbers), parts: 0 });
      frame.x.set(group.x, at);
      frame.belief.set(belief, at);
      if (++frame.parts < groups) return;
      frames.delete(step);
      shown(step, frame.x, frame.belief);
    };
    const work = async (seat: Seat): Promise<void> => {
      while (left > 0) {
        if (stopped) throw new Cancelled();
        const group = queue.shift();
        if (!group) {
          await new Promise<void>((resolve) => waiting.add(resolve));
          continue;
        }
        await again(() => advance(seat, group), () => !stopped).catch((error) => {
          throw stopped ? new Cancelled() : error;
        });
        if (group.step < steps) queue.push(group);
        else left--;
        wake();
      }
    };
    // Two parts a worker, so that it has the next one while the page hears of the last.
    const result = this.networks.has(network)
      ? Promise.all([...this.seats, ...this.seats].slice(0, groups).map(work)).then(() => undefined)
      : Promise.reject(new Error('no network has been loaded yet'));
    result.catch(stop); // what one cannot do, the others need not go on with
    return {
      result,
      cancel: () => {
        stop();
        // A worker that does not listen is lost to whatever else it was asked meanwhile, which is then done again.
        setTimeout(() => {
          for (const client of running.values()) client.terminate(new WorkerLost('ended'));
        }, patience);
      },
    };
  }

  /** Ends the workers and forgets the networks. */
  dispose(): void {
    this.networks.clear();
    for (const seat of this.seats) seat.dispose();
  }
}
