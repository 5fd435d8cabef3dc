// The samplings of one figure: the last that was asked for, cancelled by the next and by being out of sight.
import { Cancelled, type DigitsJob } from '../engine/runtime/protocol';
import type { Pool, Sampling } from '../engine/runtime/pool';
import type { Floats } from '../engine/names';
import { Frames } from './frames';
import type { Entry } from './manifest';
import type { Desk } from './studio';

/** `network` is a name of the manifest; `noise` draws where it starts. */
export interface Wish extends Omit<DigitsJob, 'x0'> {
  noise(pool: Pool): Promise<Floats>;
}

export interface Told {
  /** The network is being fetched, by its share; null when it is there. */
  loading(share: number | null): void;
  opened(entry: Entry): void;
  /** All images are a step further; `sampler.frames` holds them. */
  moved(): void;
  /** Seconds that it took; or the reason that it ended. */
  ended(seconds: number | null, error: unknown): void;
}

export class Sampler {
  frames: Frames | null = null;
  private sampling: Sampling | null = null;
  private run = 0;
  private busy = false;
  private interrupted = false;

  /** `again` samples what is wished now. */
  constructor(private readonly desk: () => Desk, private readonly told: Told, private readonly again: () => void) {}

  get running(): boolean {
    return this.busy;
  }

  async sample({ network, noise, ...wish }: Wish): Promise<void> {
    this.cancel();
    this.interrupted = false;
    const run = ++this.run, current = () => run === this.run;
    this.busy = true;
    let seconds: number | null = null, reason: unknown = null;
    try {
      const desk = this.desk(), entry = await desk.open(network, (share) => {
        if (current()) this.told.loading(share);
      });
      if (!current()) return;
      this.told.loading(null);
      this.told.opened(entry);
      const x0 = await noise(desk.pool);
      if (!current()) return;
      const frames = (this.frames = new Frames(x0, wish.steps)), start = performance.now();
      this.told.moved();
      this.sampling = desk.pool.sample({ ...wish, network: entry.sha256, x0 }, (step, x, belief) => {
        if (!current()) return;
        frames.add(step, x, belief);
        this.told.moved();
      });
      await this.sampling.result;
      seconds = (performance.now() - start) / 1000;
    } catch (error) {
      reason = error;
    }
    if (!current()) return;
    this.busy = false;
    this.sampling = null;
    this.told.ended(seconds, reason);
  }

  private cancel(): void {
    this.run++;
    this.sampling?.cancel();
    this.sampling = null;
    this.busy = false;
  }

  /** What was reached stays. */
  stop(): void {
    if (!this.busy) return;
    this.cancel();
    this.told.ended(null, new Cancelled());
  }

  /** Out of sight nothing runs; back in sight what was interrupted begins again. */
  sight(visible: boolean): void {
    if (!visible && this.busy) {
      this.cancel();
      this.interrupted = true;
    } else if (visible && this.interrupted) {
      this.again();
    }
  }
}
