// What is worth its work only once a figure rests: begun a moment after the last change, and cancelled by the next.
import type { Job } from '../engine/runtime/client';

const pause = 150; // milliseconds

export class AtRest<R> {
  private key = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private leave: () => void = () => {};

  /** `start`: null where there is nothing to do; `show` is called with null at every change. */
  constructor(private readonly start: () => Promise<Job<R> | null>, private readonly show: (result: R | null) => void,
    private readonly complain: (error: unknown) => void)
  {}

  /** What the figure shows now; nothing changes while the key is the same. */
  shows(key: string): void {
    if (key === this.key) return;
    this.key = key;
    this.leave();
    clearTimeout(this.timer);
    this.show(null);
    this.timer = setTimeout(() => void this.begin(), pause);
  }

  private async begin(): Promise<void> {
    let left = false, job: Job<R> | null = null;
    this.leave = () => {
      left = true;
      job?.cancel();
    };
    try {
      job = await this.start();
      if (left) job?.cancel();
      const result = await job?.result;
      if (!left && result !== undefined) this.show(result);
    } catch (error) {
      if (!left) this.complain(error);
    }
  }
}
