// The course's first problem: Gaussian noise to two moons along straight lines, and its exact field.
import type { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { condOT, type Distribution, type Floats, type Solver } from '../../engine/names';
import type { Axes, Mark } from '../../widgets/predict/question';

export const plane: Axes = { x: { from: -4, to: 4 }, y: { from: -4, to: 4 } };
export const pointsOf = (engine: Engine, seed: number, count = 1024, data: Distribution = 'moons'): Floats => engine.data.sample(data, count, seed);
export const dataMarks = (points: Floats, shown = 220): Mark => ({ mark: 'dots', at: Array.from(points.subarray(0, 2 * shown)), colour: 'data', radius: 1.6 });

/** Calls `use` with the exact field of these data points. */
export function withField<T>(engine: Engine, points: Floats, use: (field: Field) => T): T {
  const field = engine.fields.ofPoints(points, 'gaussian', condOT());
  try {
    return use(field);
  } finally {
    field.dispose();
  }
}

/** Where a solver takes x0 from t = 0 to 1 in `steps` steps. */
export function ends(engine: Engine, field: Field, solver: Solver, steps: number, x0: Floats): Floats {
  return field.solve(solver, engine.fields.grid(0, 1, steps), x0).slice(-x0.length);
}

/** n numbers between low and high, the same for all who ask with this seed. */
export function drawn(engine: Engine, seed: number, n: number, low: number, high: number): number[] {
  const halfWidth = 3.5; // of the engine's uniform square
  return Array.from(engine.data.sample('uniform', Math.ceil(n / 2), seed, 77).subarray(0, n), (v) => low + ((v + halfWidth) / (2 * halfWidth)) * (high - low));
}

/** W2 from samples to fresh moons, and how far fresh moons are from each other. */
export function toMoons(engine: Engine, seed: number, count: number): { floor: number; distance(samples: Floats): number } {
  const draw = (k: number) => engine.data.sample('moons', count, seed, 30 + k), fresh = draw(0);
  const distance = (samples: Floats) => engine.transport.distance('w2', samples, fresh, fresh).value;
  return { floor: [1, 2, 3].reduce((sum, k) => sum + distance(draw(k)), 0) / 3, distance };
}

/** The root mean square of the coordinates. */
export const spread = (x: Floats): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
