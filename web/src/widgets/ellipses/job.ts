// The worker of <fm-ellipses>: two Gaussians, where the flow between independent pairs takes the noise, and where optimal
// transport does.
import { Engine } from '../../engine/engine';
import { condOT, type Floats, type Gaussian } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { around, gaussianOf, type Ellipse } from './ellipse';

export interface Maps {
  /** What is carried, count x 2: points around the source's ellipse. */
  start: Floats;
  /** Their ways by the flow, (steps + 1) x count x 2, and their ends by the optimal map, count x 2. */
  states: Floats;
  optimal: Floats;
  /** The root mean square distance of the two maps, and the mean squared length of the pairs that each makes. */
  distance: number;
  flowCost: number;
  optimalCost: number;
}
export interface EllipsesJobs {
  maps: { payload: { source: Ellipse; target: Ellipse }; progress: never; result: Maps };
}

export const count = 16, steps = 40;

const handlersOf = (engine: Engine): Handlers<EllipsesJobs> => ({
  maps({ source, target }) {
    const start = around(source, count), from: Gaussian = gaussianOf(source), to = gaussianOf(target);
    const { optimal, distance, flowCost, optimalCost } = engine.transport.gaussianMaps(from, to, start);
    const field = engine.fields.ofMixture([from], [to], condOT());
    try {
      return { start, states: field.solve('rk4', engine.fields.grid(0, 1, steps), start), optimal, distance, flowCost, optimalCost };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
