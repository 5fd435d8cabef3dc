// The engine with types: arrays in, arrays out. One method a function of wasm/api.h; see there for the
// meaning of each argument.
import type { Exports } from './exports';
import { Heap } from './heap';

export const distributions = ['gaussian', 'uniform', 'moons', 'eight-gaussians', 'ring', 'checkerboard'] as const;
export type Distribution = (typeof distributions)[number];
export const solvers = ['euler', 'midpoint', 'heun', 'rk4'] as const;
export type Solver = (typeof solvers)[number];
/** Evaluations of the network in one step. */
export const stages: Record<Solver, number> = { euler: 1, midpoint: 2, heun: 2, rk4: 4 };

export type Floats = Float32Array<ArrayBuffer>;
export interface Pairs { x0: Floats; x1: Floats }
export interface Path { xt: Floats; ut: Floats }
export interface Field { u: Floats; logDensity: Floats }
export interface Bins { mean: Floats; counts: Floats }
/** At one place: each data point's posterior weight and the noise it came from; mean velocity, covariance (2 x 2). */
export interface Posterior { weights: Floats; partners: Floats; mean: [number, number]; covariance: [number, number, number, number] }

export interface TrainerConfig {
  points: Floats;
  source: Distribution;
  sigmaMin: number;
  hidden: number[];
  activation: 'silu' | 'relu';
  timeFeatures: number;
  batch: number;
  learningRate: number;
  seed: number;
}

export class Engine {
  readonly heap: Heap;
  private constructor(private readonly x: Exports) {
    this.heap = new Heap(x);
  }

  static async from(module: WebAssembly.Module): Promise<Engine> {
    const instance = await WebAssembly.instantiate(module, {
      env: { emscripten_notify_memory_growth: () => {} },
      wasi_snapshot_preview1: {
        proc_exit: (code: number) => {
          throw new Error(`the engine stopped with code ${code}`);
        },
      },
    });
    const exports = instance.exports as Exports;
    exports._initialize();
    return new Engine(exports);
  }

  sample(kind: Distribution, n: number, seed: number, stream = 0): Floats {
    return this.filled(2 * n, (out) => this.x.fm_sample(distributions.indexOf(kind), n, seed, stream, out));
  }

  /** Independent pairs: noise from the source, data from the rows of `points`. */
  drawPairs(points: Floats, source: Distribution, count: number, seed: number, stream: number): Pairs {
    return this.heap.scoped((m) => {
      const [p, x0, x1] = [m.put(points), m.alloc(8 * count), m.alloc(8 * count)];
      this.check(this.x.fm_draw_pairs(
        points.length / 2, p, distributions.indexOf(source), count, seed, stream, x0, x1));
      return { x0: m.floats(x0, 2 * count), x1: m.floats(x1, 2 * count) };
    });
  }

  normal(n: number, seed: number, stream = 0): Floats {
    return this.filled(n, (out) => this.x.fm_normal(n, seed, stream, out));
  }

  blend(a: Floats, b: Floats, s: number, normalised: boolean): Floats {
    return this.heap.scoped((m) => {
      const [pa, pb, out] = [m.put(a), m.put(b), m.alloc(4 * a.length)];
      this.check(this.x.fm_blend(a.length, pa, pb, s, Number(normalised), out));
      return m.floats(out, a.length);
    });
  }

  path(x0: Floats, x1: Floats, t: number, sigmaMin: number): Path {
    const n = x0.length / 2;
    return this.heap.scoped((m) => {
      const [p0, p1, xt, ut] = [m.put(x0), m.put(x1), m.alloc(8 * n), m.alloc(8 * n)];
      this.check(this.x.fm_path_sample(n, p0, p1, t, sigmaMin, xt, ut));
      return { xt: m.floats(xt, 2 * n), ut: m.floats(ut, 2 * n) };
    });
  }

  binAverage(x: Floats, u: Floats, bins: number, halfWidth: number): Bins {
    const n = x.length / 2, cells = bins * bins;
    return this.heap.scoped((m) => {
      const [px, pu, mean, counts] = [m.put(x), m.put(u), m.alloc(8 * cells), m.alloc(4 * cells)];
      this.check(this.x.fm_bin_average(n, px, pu, bins, halfWidth, mean, counts));
      return { mean: m.floats(mean, 2 * cells), counts: m.floats(counts, cells) };
    });
  }

  marginalField(points: Floats, source: Distribution, sigmaMin: number, t: number, x: Floats): Field {
    const n = points.length / 2, count = x.length / 2;
    return this.heap.scoped((m) => {
      const [p, px, u, logDensity] = [m.put(points), m.put(x), m.alloc(8 * count), m.alloc(4 * count)];
      this.check(this.x.fm_marginal_field(
        n, p, distributions.indexOf(source), sigmaMin, t, count, px, u, logDensity));
      return { u: m.floats(u, 2 * count), logDensity: m.floats(logDensity, count) };
    });
  }

  posterior(points: Floats, source: Distribution, sigmaMin: number, t: number, x: number, y: number): Posterior {
    const n = points.length / 2;
    return this.heap.scoped((m) => {
      const [p, weights, partners, moments] = [m.put(points), m.alloc(4 * n), m.alloc(8 * n), m.alloc(24)];
      this.check(this.x.fm_posterior(
        n, p, distributions.indexOf(source), sigmaMin, t, x, y, weights, partners, moments));
      const v = m.floats(moments, 6);
      return { weights: m.floats(weights, n), partners: m.floats(partners, 2 * n), mean: [v[0], v[1]], covariance: [v[2], v[3], v[4], v[5]] };
    });
  }

  irreducibleLoss(points: Floats, source: Distribution, sigmaMin: number, samples: number, seed: number):
      { mean: number; standardError: number } {
    return this.heap.scoped((m) => {
      const [p, out] = [m.put(points), m.alloc(16)];
      this.check(this.x.fm_irreducible_loss(
        points.length / 2, p, distributions.indexOf(source), sigmaMin, samples, seed, out));
      const [mean, standardError] = m.doubles(out, 2);
      return { mean, standardError };
    });
  }

  trainer(config: TrainerConfig): Trainer {
    return new Trainer(this.x, this.heap, config);
  }

  unet(bytes: Uint8Array): UNet {
    return new UNet(this.x, this.heap, bytes);
  }

  private check(status: number): void {
    this.heap.require(status >= 0);
  }

  private filled(n: number, fill: (out: number) => number): Floats {
    return this.heap.scoped((m) => {
      const out = m.alloc(4 * n);
      this.check(fill(out));
      return m.floats(out, n);
    });
  }
}

/** A velocity network in training. Call dispose() when done. */
export class Trainer {
  private readonly handle: number;

  constructor(private readonly x: Exports, private readonly heap: Heap, c: TrainerConfig) {
    this.handle = heap.scoped((m) => x.fm_trainer_create(
      c.points.length / 2, m.put(c.points), distributions.indexOf(c.source), c.sigmaMin,
      m.put(Int32Array.from(c.hidden)), c.hidden.length, c.activation === 'silu' ? 0 : 1, c.timeFeatures,
      c.batch, c.learningRate, c.seed));
    heap.require(this.handle !== 0);
  }

  get steps(): number {
    return this.x.fm_trainer_steps(this.handle);
  }

  setLearningRate(rate: number): void {
    this.heap.require(this.x.fm_trainer_set_learning_rate(this.handle, rate) === 0);
  }

  /** The losses of up to `steps` updates; fewer than asked when training diverged and was taken back. */
  run(steps: number): Floats {
    return this.heap.scoped((m) => {
      const losses = m.alloc(4 * steps), done = this.x.fm_trainer_run(this.handle, steps, losses);
      this.heap.require(done >= 0);
      return m.floats(losses, done);
    });
  }

  velocity(x: Floats, t: number): Floats {
    return this.heap.scoped((m) => {
      const [px, u] = [m.put(x), m.alloc(4 * x.length)];
      this.heap.require(this.x.fm_trainer_velocity(this.handle, x.length / 2, px, t, u) === 0);
      return m.floats(u, x.length);
    });
  }

  /** (steps + 1) x n x 2: where each particle is after each step, its start first. */
  solve(solver: Solver, steps: number, x0: Floats): Floats {
    const size = x0.length * (steps + 1);
    return this.heap.scoped((m) => {
      const [p, out] = [m.put(x0), m.alloc(4 * size)];
      this.heap.require(
        this.x.fm_trainer_solve(this.handle, solvers.indexOf(solver), steps, x0.length / 2, p, out) === 0);
      return m.floats(out, size);
    });
  }

  dispose(): void {
    this.x.fm_trainer_destroy(this.handle);
  }
}

export const pixels = 784;
export const noLabel = 10;

/** The digit network. Call dispose() when done. */
export class UNet {
  private readonly handle: number;

  constructor(private readonly x: Exports, private readonly heap: Heap, bytes: Uint8Array) {
    this.handle = heap.scoped((m) => x.fm_unet_create(m.put(bytes), bytes.length));
    heap.require(this.handle !== 0);
  }

  velocity(x: Floats, t: number, labels: number[]): Floats {
    return this.heap.scoped((m) => {
      const [px, pl, v] = [m.put(x), m.put(Int32Array.from(labels)), m.alloc(4 * x.length)];
      this.heap.require(this.x.fm_unet_velocity(this.handle, labels.length, px, t, pl, v) === 0);
      return m.floats(v, x.length);
    });
  }

  /** One solver step of all images; returns where they are at t + h. */
  step(solver: Solver, x: Floats, t: number, h: number, labels: number[], guidance: number): Floats {
    return this.heap.scoped((m) => {
      const [px, pl] = [m.put(x), m.put(Int32Array.from(labels))];
      const evaluations = this.x.fm_unet_step(
        this.handle, solvers.indexOf(solver), labels.length, px, t, h, pl, guidance);
      this.heap.require(evaluations >= 0);
      return m.floats(px, x.length);
    });
  }

  dispose(): void {
    this.x.fm_unet_destroy(this.handle);
  }
}
