// The worker of <fm-pair>: pairs of noise and data, and their paths.
import { Engine } from '../../engine/engine';
import type { Distribution, Floats, Schedule } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';

export interface Ways {
  /** n x 2 each; the first pair may be the reader's own. */
  x0: Floats;
  x1: Floats;
  /** What the two are drawn from: cloud x 2 each. */
  source: Floats;
  data: Floats;
  /** times + 1 states of n x 2 each, and the velocities there. */
  states: Floats;
  velocities: Floats;
}
export interface PairJobs {
  ways: {
    payload: { data: Distribution; source: Distribution; schedule: Schedule; seed: number; pairs: number; own: readonly number[] | null };
    progress: never;
    result: Ways;
  };
}

/** Some schedules have a slope without bound at t = 1. */
export const times = 100, lastTime = 0.999;
const cloud = 800, streams = { pairs: 3, source: 4 };

const handlersOf = (engine: Engine): Handlers<PairJobs> => ({
  ways({ data, source, schedule, seed, pairs, own }) {
    const points = engine.data.sample(data, cloud, seed), { x0, x1 } = engine.transport.drawPairs(points, source, pairs, seed, streams.pairs);
    if (own) {
      x0.set(own.slice(0, 2));
      x1.set(own.slice(2, 4));
    }
    const states = new Float32Array(2 * pairs * (times + 1)), velocities = new Float32Array(states.length);
    for (let k = 0; k <= times; k++) {
      const { xt, ut } = engine.paths.sample(x0, x1, (lastTime * k) / times, schedule);
      states.set(xt, 2 * pairs * k);
      velocities.set(ut, 2 * pairs * k);
    }
    return { x0, x1, source: engine.data.sample(source, cloud, seed, streams.source), data: points, states, velocities };
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
