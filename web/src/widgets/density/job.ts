// The worker of <fm-density>: the exact law at a time, particles that the exact field carries, and how well the two agree.
import { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import type { Distribution, Floats, Schedule } from '../../engine/names';
import { nodes, square, type Density, type Polylines } from '../../engine/picture';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { half } from '../../plot/field_view';

export interface Problem {
  data: Distribution;
  source: Distribution;
  schedule: Schedule;
  seed: number;
}
export interface Law {
  /** Beside its largest value. */
  density: Density;
  contours: Polylines[];
  /** Sliced W2 from the particles to a fresh draw of the law, and between two fresh draws. */
  distance: { value: number; floor: number; n: number };
}
export interface DensityJobs {
  /** (steps + 1) x count x 2, from `start` at t = 0 to t = 1. */
  carry: { payload: { problem: Problem; start: Distribution }; progress: never; result: Floats };
  law: { payload: { problem: Problem; t: number; states: Floats }; progress: never; result: Law };
}

export const steps = 100, count = 600;
const points = 256, across = 64, shares = [0.9, 0.7, 0.5, 0.3, 0.1], streams = { particles: 1, law: 2 };

const handlersOf = (engine: Engine): Handlers<DensityJobs> => {
  const dataOf = ({ data, seed }: Problem) => engine.data.sample(data, points, seed);
  const withField = <T>(problem: Problem, use: (field: Field) => T): T => {
    const field = engine.fields.ofPoints(dataOf(problem), problem.source, problem.schedule);
    try {
      return use(field);
    } finally {
      field.dispose();
    }
  };
  /** A draw of the law at t: pairs that nothing else knows. */
  const drawn = (problem: Problem, t: number, stream: number): Floats => {
    const { x0, x1 } = engine.transport.drawPairs(dataOf(problem), problem.source, count, problem.seed, stream);
    return engine.paths.sample(x0, x1, t, problem.schedule).xt;
  };
  return {
    carry: ({ problem, start }) =>
      withField(problem, (field) => field.solve('heun', engine.fields.grid(0, 1, steps), engine.data.sample(start, count, problem.seed, streams.particles))),
    law: ({ problem, t, states }) =>
      withField(problem, (field) => {
        const box = square(half), values = engine.fields.presence(field.sample(nodes(across, across, box), t).logDensity).density;
        const density = { nx: across, ny: across, box, values }, k = Math.round(t * steps), at = k / steps;
        return {
          density,
          contours: engine.pictures.contours(density, engine.pictures.levels(density, shares)),
          distance: engine.transport.distance('sliced-w2', states.slice(2 * count * k, 2 * count * (k + 1)), drawn(problem, at, streams.law),
            drawn(problem, at, streams.law + 1)),
        };
      }),
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
