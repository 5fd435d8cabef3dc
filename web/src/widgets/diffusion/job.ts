// The worker of <fm-diffusion>: the same particles carried by the flow, and by the diffusion with the same laws.
import { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { sigmaMin } from '../flow/fields';

export interface Walk {
  /** (steps + 1) x count x 2. */
  states: Floats;
  /** The points of the law at t = 1. */
  data: Floats;
  /** W2 from the ends to a fresh draw, and between two draws; length of a path on average. */
  distance: number;
  floor: number;
  length: number;
}
export interface DiffusionJobs {
  walk: { payload: { data: Distribution; strength: number; steps: number; seed: number }; progress: never; result: Walk };
}

export const count = 400;
const points = 256, streams = { start: 1, noise: 2, law: 3 };

const handlersOf = (engine: Engine): Handlers<DiffusionJobs> => ({
  walk({ data, strength, steps, seed }) {
    const set = engine.data.sample(data, points, seed), schedule = condOT(sigmaMin), field = engine.fields.ofPoints(set, 'gaussian', schedule);
    try {
      const grid = engine.fields.grid(0, 1, steps), x0 = engine.data.sample('gaussian', count, seed, streams.start);
      const states = strength > 0 ? field.diffuse(strength, grid, x0, seed, streams.noise) : field.solve('euler', grid, x0);
      const draw = (stream: number) => {
        const pairs = engine.transport.drawPairs(set, 'gaussian', count, seed, stream);
        return engine.paths.sample(pairs.x0, pairs.x1, 1, schedule).xt;
      };
      const { value, floor } = engine.transport.distance('w2', states.slice(-x0.length), draw(streams.law), draw(streams.law + 1));
      return { states, data: draw(streams.law + 2), distance: value, floor, length: engine.transport.trajectories(grid, states).length };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
