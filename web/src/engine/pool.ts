// Many workers, each with an engine and a copy of the network: a batch of digits is split over them.
import { Client, type Job } from './client';
import type { Floats } from './names';
import { pixels } from './unet';
import type { DigitsJob } from './protocol';

export interface Sampling {
  result: Promise<void>;
  cancel(): void;
}

/** How long a worker may take to notice that it was cancelled, in milliseconds, before it is ended. */
const patience = 400;

export class Pool {
  private clients: Client[] = [];
  private network: Uint8Array<ArrayBuffer> | null = null;

  /** A worker for each logical core, eight at most: each holds a copy of the network. */
  readonly size = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));

  /** The first of the workers, for small jobs. */
  get one(): Client {
    return (this.clients[0] ??= new Client());
  }

  async load(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.network = bytes;
    while (this.clients.length < this.size) this.clients.push(new Client());
    await Promise.all(this.clients.map((c) => c.run('loadNetwork', { bytes })));
  }

  /** Each image's state after every step goes to `shown(index of the image, step, its 784 values)`. */
  sample(job: DigitsJob, shown: (image: number, step: number, x: Float32Array) => void): Sampling {
    const count = job.labels.length, used = Math.min(this.clients.length, count);
    const parts: { job: Job<'digits'>; client: Client; done: boolean }[] = [];
    for (let w = 0; w < used; w++) {
      const from = Math.round((w * count) / used), to = Math.round(((w + 1) * count) / used), client = this.clients[w];
      const part = {
        client, done: false,
        job: client.start('digits', { ...job, x0: job.x0.slice(from * pixels, to * pixels) as Floats, labels: job.labels.slice(from, to) },
          ({ step, x }) => {
            for (let i = from; i < to; i++) shown(i, step, x.subarray((i - from) * pixels, (i - from + 1) * pixels));
          }),
      };
      part.job.result.then(() => { part.done = true; }, () => { part.done = true; });
      parts.push(part);
    }
    return {
      result: Promise.all(parts.map((p) => p.job.result)).then(() => undefined),
      cancel: () => {
        for (const part of parts) part.job.cancel();
        setTimeout(() => { for (const part of parts) if (!part.done) this.replace(part.client); }, patience);
      },
    };
  }

  dispose(): void {
    for (const client of this.clients) client.terminate();
    this.clients = [];
  }

  private replace(client: Client): void {
    const at = this.clients.indexOf(client);
    client.terminate();
    if (at < 0) return;
    this.clients[at] = new Client();
    if (this.network) void this.clients[at].run('loadNetwork', { bytes: this.network });
  }
}
