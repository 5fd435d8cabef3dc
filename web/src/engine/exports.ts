// The functions of wasm/api.h, as WebAssembly sees them: pointers, handles and numbers are numbers.
// See there for the meaning of each.

/** Of both modules. */
export interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  fm_alloc(bytes: number): number;
  fm_free(p: number): void;
  fm_last_error(): number;
  fm_normal(n: number, seed: number, stream: number, out: number): number;
  fm_blend(n: number, a: number, b: number, s: number, normalised: number, out: number): number;
}

/** Of engine.wasm. */
export interface EngineExports extends Exports {
  fm_sample(distribution: number, n: number, seed: number, stream: number, out: number, labels: number): number;
  fm_classes(distribution: number): number;
  fm_sample_mixture(count: number, components: number, n: number, seed: number, stream: number, out: number): number;
  fm_sample_picture(
    width: number, height: number, darkness: number, halfWidth: number, n: number, seed: number, stream: number,
    out: number,
  ): number;
  fm_sample_drawing(
    points: number, xy: number, strokes: number, ends: number, blur: number, n: number, seed: number,
    stream: number, out: number,
  ): number;
  fm_log_density(distribution: number, m: number, x: number, logP: number, score: number): number;
  fm_log_density_mixture(
    count: number, components: number, m: number, x: number, logP: number, score: number,
  ): number;
  fm_log_density_picture(
    width: number, height: number, darkness: number, halfWidth: number, m: number, x: number, logP: number,
  ): number;
  fm_schedule(schedule: number, parameter: number, n: number, t: number, out: number): number;
  fm_time_at(schedule: number, parameter: number, n: number, logSnr: number, out: number): number;
  fm_schedule_change(
    from: number, fromParameter: number, to: number, toParameter: number, r: number, out: number,
  ): number;
  fm_path_sample(
    n: number, x0: number, x1: number, schedule: number, parameter: number, t: number, xT: number, uT: number,
  ): number;
  fm_noisy_path_sample(
    kind: number, sigma: number, n: number, x0: number, x1: number, z: number, t: number, xT: number, uT: number,
  ): number;
  fm_convert(
    from: number, to: number, schedule: number, parameter: number, t: number, n: number, x: number, value: number,
    out: number,
  ): number;
  fm_sample_times(
    sampling: number, location: number, scale: number, n: number, seed: number, stream: number, t: number,
    weights: number,
  ): number;
  fm_time_density(sampling: number, location: number, scale: number, n: number, t: number, out: number): number;
  fm_losses(
    n: number, v: number, u: number, t: number, beta: number, bins: number, out: number, loss: number,
    counts: number,
  ): number;
  fm_bin_average(
    n: number, x: number, u: number, bins: number, halfWidth: number, mean: number, counts: number,
  ): number;
  fm_posterior(
    n: number, points: number, source: number, schedule: number, parameter: number, t: number, x: number, y: number,
    weights: number, partners: number, moments: number,
  ): number;
  fm_irreducible_loss(
    n: number, points: number, source: number, schedule: number, parameter: number, samples: number, seed: number,
    out: number,
  ): number;
  fm_mixture_floor(
    sourceCount: number, source: number, count: number, components: number, schedule: number, parameter: number,
    nodes: number, out: number,
  ): number;
  fm_field_of_points(n: number, points: number, source: number, schedule: number, parameter: number): number;
  fm_field_of_mixture(
    sourceCount: number, source: number, count: number, components: number, schedule: number, parameter: number,
  ): number;
  fm_field_of_trainer(trainer: number, label: number, guidance: number): number;
  fm_field_under(field: number, schedule: number, parameter: number): number;
  fm_field_destroy(field: number): void;
  fm_field_velocity(field: number, m: number, x: number, t: number, u: number, logDensity: number): number;
  fm_field_posterior(
    field: number, m: number, x: number, t: number, score: number, data: number, noise: number,
    covariance: number, k: number, weights: number,
  ): number;
  fm_grid(t0: number, t1: number, n: number, warp: number, parameter: number, out: number): number;
  fm_field_solve(
    field: number, solver: number, steps: number, grid: number, m: number, x0: number, out: number,
  ): number;
  fm_field_solve_adaptive(
    field: number, solver: number, t0: number, t1: number, relative: number, absolute: number, norm: number,
    maxSteps: number, firstStep: number, count: number, times: number, m: number, x0: number, out: number,
    report: number,
  ): number;
  fm_field_diffuse(
    field: number, strength: number, steps: number, grid: number, m: number, x0: number, seed: number,
    stream: number, out: number,
  ): number;
  fm_field_divergence(
    field: number, probes: number, seed: number, m: number, x: number, t: number, out: number,
    standardError: number,
  ): number;
  fm_field_log_likelihood(
    field: number, backward: number, solver: number, steps: number, probes: number, seed: number, m: number,
    x: number, end: number, logP: number, standardError: number,
  ): number;
  fm_draw_pairs(
    n: number, points: number, labels: number, source: number, baseCount: number, base: number, coupling: number,
    regularisation: number, count: number, seed: number, stream: number, x0: number, x1: number, label: number,
  ): number;
  fm_squared_distances(n: number, m: number, d: number, x: number, y: number, out: number): number;
  fm_assign(n: number, costs: number, columns: number, prices: number, out: number): number;
  fm_assign_points(
    n: number, d: number, x: number, y: number, columns: number, prices: number, out: number,
  ): number;
  fm_sinkhorn(
    n: number, m: number, costs: number, regularisation: number, tolerance: number, maxIterations: number,
    plan: number, out: number,
  ): number;
  fm_distance(
    metric: number, parameter: number, n: number, d: number, x: number, y: number, fresh: number, seed: number,
    out: number,
  ): number;
  fm_trajectories(steps: number, times: number, n: number, states: number, out: number): number;
  fm_multiply(m: number, n: number, k: number, a: number, b: number, c: number, times: number): number;
  fm_trainer_create(
    n: number, points: number, x0: number, labels: number, baseCount: number, base: number, layers: number,
    hidden: number, options: number,
  ): number;
  fm_trainer_destroy(trainer: number): void;
  fm_trainer_set_learning_rate(trainer: number, learningRate: number): number;
  fm_trainer_run(trainer: number, steps: number, losses: number): number;
  fm_trainer_steps(trainer: number): number;
  fm_trainer_layer(trainer: number, layer: number, inputs: number, out: number, weights: number, bias: number): number;
}

/** Of digits.wasm. */
export interface DigitsExports extends Exports {
  fm_unet_create(bytes: number, size: number): number;
  fm_unet_destroy(net: number): void;
  fm_unet_velocity(net: number, n: number, x: number, t: number, labels: number, v: number): number;
  fm_unet_step(
    net: number, solver: number, n: number, x: number, t: number, h: number, labels: number, guidance: number,
  ): number;
}
