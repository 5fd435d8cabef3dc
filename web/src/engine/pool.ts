// Many workers, each with an engine and a copy of the network, take a batch of digits from a queue.
import { DigitClient, WorkerLost, type Job } from './client';
import type { Floats } from './names';
import { pixels } from './unet';
import type { DigitsJob } from './protocol';

export interface Sampling {
  result: Promise<void>;
  cancel(): void;
}

/** How long a worker may take to notice that it was cancelled, in milliseconds, before it is ended. */
const patience = 400;
/** Images that one worker takes at a time, at most: few, so that the first are done early and a fast core takes more. */
const most = 4;

export class Pool {
  private clients: DigitClient[] = [];
  private network: Uint8Array<ArrayBuffer> | null = null;

  /** A worker for each logical core, eight at most: each holds a copy of the network. */
  readonly size = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));

  /** The first of the workers, for small jobs. */
  get one(): DigitClient {
    return (this.clients[0] ??= new DigitClient());
  }

  async load(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.network = bytes;
    while (this.clients.length < this.size) this.clients.push(new DigitClient());
    await Promise.all(this.clients.map((c) => c.run('loadNetwork', { bytes })));
  }

  /** Each image's state after every step goes to `shown(index of the image, step, its 784 values)`. */
  sample(job: DigitsJob, shown: (image: number, step: number, x: Float32Array) => void): Sampling {
    const count = job.labels.length, group = Math.min(most, Math.ceil(count / this.clients.length));
    const running = new Map<DigitClient, Job<null>>();
    let next = 0, stopped = false;

    const sampleGroup = async (slot: number, from: number, to: number): Promise<void> => {
      const client = this.clients[slot];
      const part = client.start('digits', { ...job, x0: job.x0.slice(from * pixels, to * pixels) as Floats, labels: job.labels.slice(from, to) },
        ({ step, x }) => {
          for (let i = from; i < to; i++) shown(i, step, x.subarray((i - from) * pixels, (i - from + 1) * pixels));
        });
      running.set(client, part);
      try {
        await part.result;
      } finally {
        running.delete(client);
      }
    };
    /** A worker takes groups until none is left. One that is lost is replaced, and its group done once more. */
    const work = async (slot: number): Promise<void> => {
      while (next < count && !stopped) {
        const from = next, to = (next = Math.min(count, from + group));
        try {
          await sampleGroup(slot, from, to);
        } catch (error) {
          if (!(error instanceof WorkerLost) || stopped) throw error;
          await this.replace(this.clients[slot]);
          await sampleGroup(slot, from, to);
        }
      }
    };
    return {
      result: Promise.all(this.clients.map((_, slot) => work(slot))).then(() => undefined),
      cancel: () => {
        stopped = true;
        for (const part of running.values()) part.cancel();
        setTimeout(() => { for (const client of running.keys()) this.replace(client).catch(() => {}); }, patience);
      },
    };
  }

  dispose(): void {
    for (const client of this.clients) client.terminate();
    this.clients = [];
  }

  /** A fresh worker in the place of this one, with the network loaded. */
  private async replace(client: DigitClient): Promise<void> {
    const at = this.clients.indexOf(client);
    client.terminate();
    if (at < 0) return;
    this.clients[at] = new DigitClient();
    if (this.network) await this.clients[at].run('loadNetwork', { bytes: this.network });
  }
}
