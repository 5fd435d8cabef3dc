// The worker of <fm-schedules>: a schedule over time, and what it does to a law of one dimension.
import { Engine } from '../../engine/engine';
import { standardNormal, type Floats, type Gaussian, type Schedule } from '../../engine/names';
import type { ScheduleValue } from '../../engine/paths';
import { serve, type Handlers } from '../../engine/runtime/serve';

/** Times are equally spaced from 0 to `lastTime`: at t = 1 some schedules have a slope without bound. */
export const times = 120, lastTime = 0.999, heights = 96, reach = 3.2, shownPairs = 16;

export interface Course {
  values: ScheduleValue[];
  /** (times + 1) x heights, row by row from the lowest x: the density at each time beside its largest. */
  heat: Float32Array;
  /** shownPairs x (times + 1) each: pairs on their paths and their velocities, and what starts with them in the flow. */
  paths: Floats[];
  velocities: Floats[];
  flow: Floats[];
}
export interface ScheduleJobs {
  course: { payload: { schedule: Schedule; seed: number }; progress: never; result: Course };
}

// The line is the x axis of a plane whose y is a normal of its own, from noise to data: what is seen on y = 0 is the law of x.
const law: Gaussian[] = [{ weight: 0.6, mean: [-1.6, 0], covariance: [0.09, 0, 1] }, { weight: 0.4, mean: [1.3, 0], covariance: [0.04, 0, 1] }];

const handlersOf = (engine: Engine): Handlers<ScheduleJobs> => ({
  course({ schedule, seed }) {
    const at = Array.from({ length: times + 1 }, (_, i) => (lastTime * i) / times), column = new Float32Array(2 * heights);
    for (let j = 0; j < heights; j++) column[2 * j] = -reach + ((2 * j + 1) * reach) / heights;
    const x0 = engine.data.sample('gaussian', shownPairs, seed), x1 = engine.data.mixture(law, shownPairs, seed, 1);
    for (let i = 0; i < shownPairs; i++) x0[2 * i + 1] = x1[2 * i + 1] = 0;
    const field = engine.fields.ofMixture(standardNormal, law, schedule);
    try {
      const heat = new Float32Array((times + 1) * heights);
      at.forEach((t, i) => {
        const { density } = engine.fields.presence(field.sample(column, t).logDensity);
        for (let j = 0; j < heights; j++) heat[j * (times + 1) + i] = density[j];
      });
      const pairs = at.map((t) => engine.paths.sample(x0, x1, t, schedule)), states = field.solve('rk4', Float64Array.from(at), x0);
      const each = (of: (i: number, k: number) => number) =>
        Array.from({ length: shownPairs }, (_, k) => Float32Array.from({ length: times + 1 }, (__, i) => of(i, k)));
      return {
        values: engine.paths.schedule(schedule, at),
        heat,
        paths: each((i, k) => pairs[i].xt[2 * k]),
        velocities: each((i, k) => pairs[i].ut[2 * k]),
        flow: each((i, k) => states[2 * (i * shownPairs + k)]),
      };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
