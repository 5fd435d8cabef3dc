// One training run: a network in a worker, what was done to it, its losses. It is told in the link as segments of
// steps at a rate, "600@-1.8.500@-2.7" (rates as powers of ten), so that whoever opens the link gets the same bits.
import type { Floats } from '../../engine/names';
import type { Job, PlaneClient } from '../../engine/runtime/client';
import type { PlaneJobs, Problem, TrainProgress } from '../../engine/runtime/protocol';
import { LossHistory } from '../../plot/loss_chart';
import { network } from './net';

export { network };

const longest = 200_000; // steps that a link may ask for

export interface Segment {
  steps: number;
  rate: number;
}

/** Rate of a slider position: 10^position, to two digits. */
export const rateOf = (exponent: number) => Number((10 ** exponent).toPrecision(2));

/** null for a text that says no run. */
export function segmentsOf(text: string): Segment[] | null {
  if (text === 'none') return [];
  const segments = [...text.matchAll(/(\d+)@(-?\d+(?:\.\d)?)(?:\.|$)/g)].map((m) => ({ steps: Number(m[1]), rate: Number(m[2]) }));
  const valid = segments.length > 0 && textOf(segments) === text && segments.every((s) => s.rate >= -4 && s.rate <= 1) &&
    segments.reduce((sum, s) => sum + s.steps, 0) <= longest;
  return valid ? segments : null;
}
export const textOf = (segments: readonly Segment[]): string => segments.map((s) => `${s.steps}@${s.rate}`).join('.') || 'none';

export type Outcome = 'done' | 'diverged' | 'left';

export class Run {
  readonly history = new LossHistory();
  segments: Segment[] = [];
  stepsPerSecond = 0;
  private job: Job<PlaneJobs['train']['result']> | null = null;
  private opened = 0; // counts networks: answers about an older one are dropped

  constructor(private readonly client: () => PlaneClient, private readonly changed: () => void) {}

  get training(): boolean {
    return this.job !== null;
  }
  get network(): number {
    return this.opened;
  }

  /** A fresh network at step 0; the points it learns, or null when another was opened meanwhile. */
  async open(problem: Problem, rate: number): Promise<Floats | null> {
    this.pause();
    const mine = ++this.opened;
    Object.assign(this.history, new LossHistory());
    this.segments = [];
    this.stepsPerSecond = 0;
    const { points } = await this.client().run('open', { problem, network: { ...network, learningRate: rateOf(rate), seed: problem.seed } });
    return mine === this.opened ? points : null;
  }

  /** Trains for so many steps more, or until pause(). When it diverges the network is back where it was good. */
  async train(steps: number, rate: number): Promise<Outcome> {
    const mine = this.opened, before = this.history.steps;
    const job = (this.job = this.client().start('train', { steps, learningRate: rateOf(rate) }, (p) => {
      if (mine === this.opened) this.take(p);
    }));
    try {
      const result = await job.result;
      if (mine !== this.opened) return 'left';
      if (this.job === job) this.job = null;
      this.take(result);
      this.record(result.step - before, rate);
      return result.diverged ? 'diverged' : 'done';
    } finally {
      if (this.job === job) this.job = null;
    }
  }

  /** Does again what a link says was done. */
  async replay(segments: readonly Segment[], share: (done: number) => unknown): Promise<void> {
    const mine = this.opened, all = segments.reduce((sum, s) => sum + s.steps, 0);
    const follow = setInterval(() => {
      if (mine === this.opened) share(this.history.steps / all);
    }, 100);
    try {
      for (const { steps, rate } of segments) if (mine !== this.opened || (await this.train(steps, rate)) !== 'done') return;
    } finally {
      clearInterval(follow);
    }
  }

  pause(): void {
    this.job?.cancel();
    this.job = null;
  }
  /** Forgets the losses after a step: those that blew up. */
  cut(step: number): void {
    this.history.cut(step);
  }
  get step(): number {
    return this.segments.reduce((sum, s) => sum + s.steps, 0);
  }

  private record(steps: number, rate: number): void {
    const last = this.segments.at(-1);
    if (steps <= 0) return;
    if (last?.rate === rate) last.steps += steps;
    else this.segments.push({ steps, rate });
  }

  private take({ losses, seconds }: TrainProgress): void {
    this.history.add(losses);
    if (losses.length > 3 && seconds > 0) {
      const now = losses.length / seconds;
      this.stepsPerSecond = this.stepsPerSecond ? this.stepsPerSecond + 0.05 * (now - this.stepsPerSecond) : now;
    }
    this.changed();
  }
}
