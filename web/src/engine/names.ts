// The choices of the engine, each list in the order of its numbers in C++ (a test holds them to it).
export const distributions = [
  'gaussian', 'uniform', 'moons', 'eight-gaussians', 'ring', 'checkerboard', 'spirals', 'swiss-roll', 'pinwheel',
  'circles', 's-curve',
] as const;
export type Distribution = (typeof distributions)[number];

export const schedules = ['cond-ot', 'polynomial', 'variance-preserving', 'linear-vp', 'cosine'] as const;
/** `parameter`: sigma_min of cond-ot, the degree of polynomial; the others have none. `reversed`: t = 0 is data. */
export interface Schedule { kind: (typeof schedules)[number]; parameter: number; reversed?: boolean }
/** FM_REVERSED: what a reversed schedule adds to its number. */
export const reversedBy = 16;
export const condOT = (sigmaMin = 0): Schedule => ({ kind: 'cond-ot', parameter: sigmaMin });

export const solvers = ['euler', 'midpoint', 'heun', 'rk4', 'heun3', 'rk4-3/8', 'bosh3', 'dopri5', 'tsit5'] as const;
export type Solver = (typeof solvers)[number];
/** Evaluations of the velocity in one step. */
export const stages: Record<Solver, number> = {
  euler: 1, midpoint: 2, heun: 2, rk4: 4, heun3: 3, 'rk4-3/8': 4, bosh3: 3, dopri5: 6, tsit5: 6,
};
export const solveOutcomes = ['reached', 'step-limit', 'step-too-small', 'not-finite', 'stopped'] as const;

export const quantities = ['velocity', 'data', 'noise', 'score'] as const;
export type Quantity = (typeof quantities)[number];

export const timeSamplings = [
  'uniform', 'stratified', 'antithetic', 'logit-normal', 'mode', 'log-normal',
] as const;
export interface TimeSampler { kind: (typeof timeSamplings)[number]; location: number; scale: number }
export const uniformTimes: TimeSampler = { kind: 'uniform', location: 0, scale: 1 };

export const couplings = ['independent', 'minibatch-ot', 'classwise-ot', 'sinkhorn'] as const;
/** `regularisation` is Sinkhorn's; the others do not read it. */
export interface Coupling { kind: (typeof couplings)[number]; regularisation: number }
export const independent: Coupling = { kind: 'independent', regularisation: 0 };

export const activations = ['silu', 'relu', 'tanh'] as const;
export const warps = ['uniform', 'power', 'cosine', 'shift'] as const;
export const distances = [
  'w1', 'w2', 'sliced-w2', 'energy-distance', 'mmd', 'gaussian-w2',
] as const;

/** One component of a mixture of Gaussians; covariance xx, xy, yy. */
export interface Gaussian { weight: number; mean: [number, number]; covariance: [number, number, number] }
export const standardNormal: Gaussian[] = [{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }];

export type Floats = Float32Array<ArrayBuffer>;
export type Doubles = Float64Array<ArrayBuffer>;
export type Ints = Int32Array<ArrayBuffer>;

/** The number that C++ knows a choice by. */
export function numberOf<T extends string>(list: readonly T[], name: T): number {
  return list.indexOf(name);
}
