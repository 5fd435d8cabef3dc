// The worker of <fm-coupling>: pairs under a coupling, a network that learns them, and how its particles go.
import { Engine } from '../../engine/engine';
import { condOT, independent, type Coupling, type Distribution, type Floats } from '../../engine/names';
import { serve, type Context, type Handlers } from '../../engine/runtime/serve';
import { nodes, square, type Density, type Grid } from '../../engine/picture';
import { half } from '../../plot/field_view';
import { learned, network, trained, usual } from '../train/net';

const rounds = { reflow: 1, 'reflow-2': 2, 'reflow-3': 3 };
export type Way = 'independent' | 'ot-16' | 'ot-128' | 'sinkhorn' | keyof typeof rounds;
export interface Lane {
  /** n x 2 each: some pairs as the network is shown them. */
  x0: Floats;
  x1: Floats;
  /** (steps + 1) x n x 2: where the trained network carries noise. */
  states: Floats;
  /** At equally spaced times: what the network answers on the nodes of a grid, and the density of many particles. */
  fields: Grid[];
  densities: Density[];
  /** Mean squared length of a pair; 1 where every particle goes straight at constant speed; pairs of trajectories that cross. */
  cost: number;
  straightness: number;
  crossings: number;
  /** W2 of the network's samples to fresh data after one and after many Euler steps, and its floor. */
  oneStep: number;
  manySteps: number;
  floor: number;
  file: Uint8Array<ArrayBuffer>;
}
export interface CouplingJobs {
  lane: { payload: { way: Way; data: Distribution; source: Distribution; seed: number }; progress: { training: number }; result: Lane };
}

export const count = 256, steps = 40, frames = 21;
const crowd = 3000, nodesAcross = 25, cellsAcross = 72, bandwidth = 0.14, box = square(half);
const reflowed = 2048, batch = 128, seeds = { pairs: 100, particles: 7, data: 50, noise: 8, crowd: 70 };
const ways: Record<Exclude<Way, keyof typeof rounds>, { coupling: Coupling; batch: number }> = {
  independent: { coupling: independent, batch },
  'ot-16': { coupling: { kind: 'minibatch-ot', regularisation: 0 }, batch: 16 },
  'ot-128': { coupling: { kind: 'minibatch-ot', regularisation: 0 }, batch },
  sinkhorn: { coupling: { kind: 'sinkhorn', regularisation: 0.5 }, batch },
};

const isReflow = (way: Way): way is keyof typeof rounds => way in rounds;

const handlersOf = (engine: Engine): Handlers<CouplingJobs> => ({
  async lane({ way, data, source, seed }, context: Context<{ training: number }>) {
    const schedule = condOT(), x0 = new Float32Array(2 * count), x1 = new Float32Array(2 * count), base = { data, source, schedule, seed };
    let net;
    if (isReflow(way)) {
      net = await trained(engine, { ...base, ...ways.independent }, context);
      for (let round = 1; round <= rounds[way]; round++) {
        const noise = engine.data.sample(source, reflowed, seed, seeds.noise + round - 1), ends = net.solve('heun', steps, noise).slice(-noise.length);
        net = await learned(engine, `reflow ${round} ${JSON.stringify(base)}`, { ...network, x0: noise, points: ends, source, schedule, seed,
          learningRate: usual.learningRate }, context);
        x0.set(noise.subarray(0, x0.length));
        x1.set(ends.subarray(0, x1.length));
      }
    } else {
      const { coupling, batch: n } = ways[way], points = engine.data.sample(data, 2048, seed);
      for (let k = 0; k * n < count; k++) {
        const pairs = engine.transport.drawPairs(points, source, n, seed, seeds.pairs + k, coupling);
        x0.set(pairs.x0, 2 * k * n);
        x1.set(pairs.x1, 2 * k * n);
      }
      net = await trained(engine, { ...base, ...ways[way] }, context);
    }
    const start = engine.data.sample(source, count, seed, seeds.particles), states = net.solve('heun', steps, start), grid = engine.fields.grid(0, 1, steps);
    const pairs = new Float32Array(4 * count);
    pairs.set(x0);
    pairs.set(x1, 2 * count);
    const going = engine.transport.trajectories(grid, states), { pairCost } = engine.transport.trajectories(engine.fields.grid(0, 1, 1), pairs);
    const fresh = engine.data.sample(data, count, seed, seeds.data), other = engine.data.sample(data, count, seed, seeds.data + 1);
    const places = nodes(nodesAcross, nodesAcross, box), many = net.solve('heun', steps, engine.data.sample(source, crowd, seed, seeds.crowd));
    const fields = Array.from({ length: frames }, (_, k) => ({ nx: nodesAcross, ny: nodesAcross, box, values: net.velocity(places, k / (frames - 1)) }));
    const densities = Array.from({ length: frames }, (_, k) => {
      const at = 2 * crowd * Math.round((k * steps) / (frames - 1));
      return engine.pictures.density(many.slice(at, at + 2 * crowd), { box, bandwidth, nx: cellsAcross, ny: cellsAcross });
    });
    const far = (n: number) => engine.transport.distance('w2', net.solve('euler', n, start).slice(-start.length), fresh, other);
    const last = far(steps);
    return { x0, x1, states, fields, densities, cost: pairCost, straightness: going.straightness, crossings: going.crossings, oneStep: far(1).value,
      manySteps: last.value, floor: last.floor, file: net.file() };
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
