// The choices of the engine, as wasm/api.h lists them, and what goes with some of them.
import type { couplings, distributions, networkLayers, planeFlows, quantities, schedules, solvers, timeSamplings } from './generated/api';

export * from './generated/api';

export type Distribution = (typeof distributions)[number];
export type Solver = (typeof solvers)[number];
export type NetworkLayer = (typeof networkLayers)[number];
export type PlaneFlow = (typeof planeFlows)[number];
export type Quantity = (typeof quantities)[number];

/** `parameter`: sigma_min of cond-ot, the degree of polynomial; the others have none. `reversed`: t = 0 is data. */
export interface Schedule {
  kind: (typeof schedules)[number];
  parameter: number;
  reversed?: boolean;
}
export const condOT = (sigmaMin = 0): Schedule => ({ kind: 'cond-ot', parameter: sigmaMin });

export interface TimeSampler {
  kind: (typeof timeSamplings)[number];
  location: number;
  scale: number;
}
export const uniformTimes: TimeSampler = { kind: 'uniform', location: 0, scale: 1 };

/** `regularisation` is Sinkhorn's; the others do not read it. */
export interface Coupling {
  kind: (typeof couplings)[number];
  regularisation: number;
}
export const independent: Coupling = { kind: 'independent', regularisation: 0 };

/** One component of a mixture of Gaussians; covariance xx, xy, yy. */
export interface Gaussian {
  weight: number;
  mean: [number, number];
  covariance: [number, number, number];
}
export const standardNormal: Gaussian[] = [{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }];

export type Floats = Float32Array<ArrayBuffer>;
export type Doubles = Float64Array<ArrayBuffer>;
export type Ints = Int32Array<ArrayBuffer>;

/** The number that C++ knows a choice by. */
export function numberOf<T extends string>(list: readonly T[], name: T): number {
  return list.indexOf(name);
}
