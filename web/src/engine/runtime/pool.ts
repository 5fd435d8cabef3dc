// Many workers, each with an engine and a copy of the network, take a batch of digits from a queue.
import { DigitClient, WorkerLost, type Job } from './client';
import type { Floats } from '../names';
import { Cancelled, type DigitJobs, type DigitsJob } from './protocol';
import { pixels } from '../unet';

export interface Sampling {
  result: Promise<void>;
  cancel(): void;
}

/** How long a worker may take to notice that it was cancelled, in milliseconds, before it is ended. */
const patience = 400;
/** Images that one worker takes at a time, at most: few, so that the first are done early and a fast core takes more. */
const most = 2;

/** The place of one worker: there is another as soon as one is asked for and the last is gone. */
class Seat {
  private client: DigitClient | null = null;
  private ready: Promise<DigitClient> | null = null;
  private network: Uint8Array<ArrayBuffer> | null = null;

  /** A worker, with the network if there is one. */
  open(): Promise<DigitClient> {
    if (this.ready && this.client && !this.client.gone) return this.ready;
    const client = (this.client = new DigitClient());
    return (this.ready = this.fill(client));
  }

  load(bytes: Uint8Array<ArrayBuffer>): Promise<DigitClient> {
    this.network = bytes;
    if (this.client && !this.client.gone) return (this.ready = this.fill(this.client));
    return this.open();
  }

  private async fill(client: DigitClient): Promise<DigitClient> {
    try {
      if (this.network) await client.run('loadNetwork', { bytes: this.network });
      return client;
    } catch (error) {
      client.terminate(); // the next call begins again
      throw error;
    }
  }

  dispose(): void {
    this.client?.terminate();
    this.client = this.ready = this.network = null;
  }
}

export class Pool {
  /** A worker for each logical core, eight at most: each holds a copy of the network. */
  readonly size = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
  private readonly seats = Array.from({ length: this.size }, () => new Seat());
  private loaded = false;

  async load(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.load(bytes)));
    this.loaded = true;
  }

  /** A small job, on the first of the workers; once more on the next one if that is lost. */
  async run<K extends keyof DigitJobs>(kind: K, payload: DigitJobs[K]['payload']): Promise<DigitJobs[K]['result']> {
    const once = async () => (await this.seats[0].open()).run(kind, payload);
    return once().catch((error) => {
      if (error instanceof WorkerLost) return once();
      throw error;
    });
  }

  /** Each image's state after every step goes to `shown(index of the image, step, its 784 values)`. */
  sample(job: DigitsJob, shown: (image: number, step: number, x: Float32Array) => void): Sampling {
    const count = job.labels.length, group = Math.min(most, Math.ceil(count / this.size));
    const running = new Map<Job<null>, DigitClient>();
    let next = 0, stopped = !this.loaded;
    const stop = () => {
      stopped = true;
      for (const part of running.keys()) part.cancel();
    };

    const sampleGroup = async (seat: Seat, from: number, to: number): Promise<void> => {
      const client = await seat.open();
      if (stopped) throw new Cancelled();
      const part = client.start('digits', { ...job, x0: job.x0.slice(from * pixels, to * pixels) as Floats, labels: job.labels.slice(from, to) },
        ({ step, x }) => {
          for (let i = from; i < to; i++) shown(i, step, x.subarray((i - from) * pixels, (i - from + 1) * pixels));
        });
      running.set(part, client);
      try {
        await part.result;
      } finally {
        running.delete(part);
      }
    };
    /** A worker takes groups until none is left. If it is lost, the next one does its group again. */
    const work = async (seat: Seat): Promise<void> => {
      while (next < count && !stopped) {
        const from = next, to = (next = Math.min(count, from + group));
        await sampleGroup(seat, from, to).catch((error) => {
          if (error instanceof WorkerLost && !stopped) return sampleGroup(seat, from, to);
          throw stopped ? new Cancelled() : error;
        });
      }
    };
    const result = this.loaded ? Promise.all(this.seats.map(work)).then(() => undefined) : Promise.reject(new Error('no network has been loaded yet'));
    result.catch(stop); // what one cannot do, the others need not go on with
    return {
      result,
      cancel: () => {
        stop();
        // A worker that does not listen is lost to whatever else it was asked meanwhile, which is then done again.
        setTimeout(() => { for (const client of running.values()) client.terminate(new WorkerLost('ended')); }, patience);
      },
    };
  }

  /** Ends the workers and forgets the network. */
  dispose(): void {
    this.loaded = false;
    for (const seat of this.seats) seat.dispose();
  }
}
