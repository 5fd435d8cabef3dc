// The functions of wasm/api.h, as WebAssembly sees them. Pointers, handles and sizes are numbers.
export interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  fm_alloc(bytes: number): number;
  fm_free(p: number): void;
  fm_last_error(): number;
  fm_sample(distribution: number, n: number, seed: number, stream: number, out: number): number;
  fm_draw_pairs(
    n: number, points: number, source: number, count: number, seed: number, stream: number, x0: number, x1: number,
  ): number;
  fm_normal(n: number, seed: number, stream: number, out: number): number;
  fm_blend(n: number, a: number, b: number, s: number, normalised: number, out: number): number;
  fm_path_sample(n: number, x0: number, x1: number, t: number, sigmaMin: number, xt: number, ut: number): number;
  fm_bin_average(n: number, x: number, u: number, bins: number, halfWidth: number, mean: number, counts: number): number;
  fm_marginal_field(
    n: number, points: number, source: number, sigmaMin: number, t: number, m: number, x: number, u: number,
    logDensity: number,
  ): number;
  fm_posterior(
    n: number, points: number, source: number, sigmaMin: number, t: number, x: number, y: number, weights: number,
    partners: number, moments: number,
  ): number;
  fm_irreducible_loss(
    n: number, points: number, source: number, sigmaMin: number, samples: number, seed: number, out: number,
  ): number;
  fm_trainer_create(
    n: number, points: number, source: number, sigmaMin: number, hidden: number, layers: number, activation: number,
    timeFeatures: number, batch: number, learningRate: number, seed: number,
  ): number;
  fm_trainer_destroy(trainer: number): void;
  fm_trainer_set_learning_rate(trainer: number, rate: number): number;
  fm_trainer_run(trainer: number, steps: number, losses: number): number;
  fm_trainer_steps(trainer: number): number;
  fm_trainer_velocity(trainer: number, m: number, x: number, t: number, u: number): number;
  fm_trainer_solve(trainer: number, solver: number, steps: number, m: number, x0: number, out: number): number;
  fm_unet_create(bytes: number, size: number): number;
  fm_unet_destroy(net: number): void;
  fm_unet_velocity(net: number, n: number, x: number, t: number, labels: number, v: number): number;
  fm_unet_step(
    net: number, solver: number, n: number, x: number, t: number, h: number, labels: number, guidance: number,
  ): number;
}
