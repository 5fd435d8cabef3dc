// Solvers through the exact field from Gaussian noise to eight Gaussians: wide ones make it smooth, narrow ones do not.
import type { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { condOT, stages, standardNormal, type Gaussian, type Solver } from '../../engine/names';
import { ends } from './moons';

export const racers = [['euler', 'Euler'], ['heun', 'Heun'], ['rk4', 'RK4']] as const satisfies readonly (readonly [Solver, string])[];
const particles = 200;

export const wide = 0.5, narrow = 0.1; // standard deviation of each
const ring = (width: number): Gaussian[] =>
  Array.from({ length: 8 },
    (_, i) => ({ weight: 1 / 8, mean: [2 * Math.cos((i * Math.PI) / 4), 2 * Math.sin((i * Math.PI) / 4)], covariance: [width ** 2, 0, width ** 2] }));

function withRing<T>(engine: Engine, width: number, use: (field: Field) => T): T {
  const field = engine.fields.ofMixture(standardNormal, ring(width), condOT());
  try {
    return use(field);
  } finally {
    field.dispose();
  }
}

/** Mean distance of the particles' ends from where the flow takes them, for each of these numbers of steps. */
export function errors(engine: Engine, seed: number, width: number, runs: readonly (readonly [Solver, number])[]): number[] {
  return withRing(engine, width, (field) => {
    const x0 = engine.data.sample('gaussian', particles, seed);
    const exact = ends(engine, field, 'tsit5', 400, x0);
    return runs.map(([solver, steps]) => engine.fields.meanDistance(ends(engine, field, solver, steps, x0), exact));
  });
}

/** The errors of the three after this many evaluations. */
export const race = (engine: Engine, seed: number, evaluations: number): number[] =>
  errors(engine, seed, narrow, racers.map(([solver]) => [solver, evaluations / stages[solver]]));
