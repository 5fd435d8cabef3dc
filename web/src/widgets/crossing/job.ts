// The worker of <fm-crossing>: two pairs of small clouds, coupled between independently and optimally; all of it exact.
import { Engine } from '../../engine/engine';
import { condOT, type Floats, type Gaussian } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';

export interface Crossing {
  /** The ways of particles, (steps + 1) x count x 2. */
  states: Floats;
  straightness: number;
  /** What a perfect network's loss is. */
  floor: number;
}
export interface Here {
  /** What meets at one place: the mean velocity (2), its covariance (xx, xy, yy), the root mean square deviation of a coordinate,
   *  and how clearly anything passes, 0 to 1. */
  mean: [number, number];
  covariance: [number, number, number];
  spread: number;
  shown: number;
}
export interface CrossingJobs {
  crossing: { payload: { share: number; seed: number }; progress: never; result: Crossing };
  here: { payload: { share: number; t: number; x: number; y: number }; progress: never; result: Here };
}

export const count = 160, steps = 50;
/** Two clouds at each end, one above the other. */
export const cloud = { x: 2.6, y: 1.3, width: 0.25 };
const nodes = 16, stream = 12;
const ends = (x: number): Gaussian[] =>
  [1, -1].map((side) => ({ weight: 0.5, mean: [x, side * cloud.y], covariance: [cloud.width ** 2, 0, cloud.width ** 2] }));
const from = ends(-cloud.x), to = ends(cloud.x);

const handlersOf = (engine: Engine): Handlers<CrossingJobs> => {
  const withField = <T>(share: number, use: (field: ReturnType<typeof engine.fields.ofMixture>) => T): T => {
    const field = engine.fields.ofMixture(from, to, condOT(), share);
    try {
      return use(field);
    } finally {
      field.dispose();
    }
  };
  return {
    crossing({ share, seed }) {
      const noise = engine.data.sample('gaussian', count, seed, stream), grid = engine.fields.grid(0, 1, steps);
      // Half of them in each of the source's clouds.
      const start = noise.map((z, i) => (i % 2 ? from[(i >> 1) % 2].mean[1] : -cloud.x) + cloud.width * z);
      const states = withField(share, (field) => field.solve('rk4', grid, start));
      return { states, straightness: engine.transport.trajectories(grid, states).straightness,
        floor: engine.fields.mixtureFloor(from, to, condOT(), nodes, share) };
    },
    here({ share, t, x, y }) {
      return withField(share, (field) => {
        const at = Float32Array.of(x, y), { u, logDensity } = field.sample(at, t), [a, b, , d] = field.posterior(at, t).covariance;
        const most = field.sample(Float32Array.of((2 * t - 1) * cloud.x, cloud.y), t).logDensity;
        return { mean: [u[0], u[1]], covariance: [a, b, d], spread: Math.sqrt((a + d) / 2),
          shown: engine.fields.presence(Float32Array.of(logDensity[0], most[0])).shown[0] };
      });
    },
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
