// The worker of <fm-pull>: how strongly each of a few data points pulls at one place, and how many do while t runs.
import { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { averageOf } from './average';

export interface Points {
  data: Distribution;
  count: number;
  seed: number;
}
export interface Place {
  x: number;
  y: number;
}
export interface Pull {
  points: Floats;
  /** The posterior weight of each point, and how many of them pull. */
  weights: Floats;
  number: number;
  velocity: [number, number];
  /** Where they are on average, and the way of a particle that follows their mean. */
  end: [number, number];
  way: Floats;
}
/** How many pull at each hundredth of t: here, and on average over the particles that are on their way. NaN at t = 1. */
export interface Course {
  here: number[];
  average: number[];
}
export interface PullJobs {
  pull: { payload: Points & Place & { t: number }; progress: never; result: Pull };
  course: { payload: Points & Place; progress: never; result: Course };
}

/** The exact flow of points has no bound at t = 1; this late each particle is at its own. */
const last = 0.9999, steps = 60;

const pointsOf = (engine: Engine, { data, count, seed }: Points): Floats => engine.data.sample(data, count, seed);

const hundredths = Array.from({ length: 100 }, (_, i) => i / 100);

const handlersOf = (engine: Engine): Handlers<PullJobs> => {
  let known: { key: string; average: number[] } | null = null;
  const withField = <T>(points: Floats, use: (field: Field) => T): T => {
    const field = engine.fields.ofPoints(points, 'gaussian', condOT());
    try {
      return use(field);
    } finally {
      field.dispose();
    }
  };
  return {
    pull({ t, x, y, ...of }) {
      const points = pointsOf(engine, of), at = Float32Array.of(x, y);
      return withField(points, (field) => {
        const { weights, data } = field.posterior(at, t, true), [u, v] = field.velocity(at, t);
        return { points, weights, number: engine.fields.effectiveNumber(points, 'gaussian', condOT(), t, at), velocity: [u, v], end: [data[0], data[1]],
          way: field.solveAdaptive('tsit5', t, last, [...engine.fields.grid(t, last, steps)], at).states };
      });
    },
    course({ x, y, ...of }) {
      const points = pointsOf(engine, of), at = Float32Array.of(x, y), key = JSON.stringify(of);
      if (known?.key !== key) known = { key, average: [...averageOf(engine, points, of.seed, hundredths), NaN] };
      return { here: [...hundredths.map((t) => engine.fields.effectiveNumber(points, 'gaussian', condOT(), t, at)), NaN], average: known.average };
    },
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
