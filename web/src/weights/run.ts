// A sampling that a figure waits for: given up for the next one, interrupted out of sight, and begun again when it is seen again.
import type { Pool, Sampling } from '../engine/runtime/pool';
import type { DigitsJob } from '../engine/runtime/protocol';
import type { Floats } from '../engine/names';

export class Run {
  private sampling: Sampling | null = null;
  /** Given up because it cannot be seen. */
  interrupted = false;

  /** `again` begins what is wished now. */
  constructor(private readonly again: () => void) {}

  /** Resolves with where all images are in the end; `shown` hears of each step. Rejects with Cancelled. */
  async sample(pool: Pool, job: DigitsJob, shown: (step: number, x: Floats, belief: Floats) => void = () => {}): Promise<Floats> {
    let last = job.x0;
    this.interrupted = false;
    this.sampling = pool.sample(job, (step, x, belief) => {
      last = x;
      shown(step, x, belief);
    });
    await this.sampling.result.finally(() => (this.sampling = null));
    return last;
  }

  cancel(): void {
    this.sampling?.cancel();
  }
  sight(visible: boolean): void {
    if (!visible && this.sampling) {
      this.interrupted = true;
      this.cancel();
    } else if (visible && this.interrupted) this.again();
  }
}
