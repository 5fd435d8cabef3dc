// Where the exact field of a few points takes noise, where a network does that learned it, and how far from those points that is.
import type { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats, type Ints } from '../../engine/names';
import type { Trainer } from '../../engine/trainer';
import { network, usual } from '../train/net';

export interface Problem {
  data: Distribution;
  points: number;
  width: number;
  seed: number;
}
/** count x 2, the training point that is nearest to each, and how far that is on average. */
export interface Ends {
  places: Floats;
  nearest: Ints;
  distance: number;
}

export const count = 500, early = 200, late = 3000;
/** The exact flow of points has no bound at t = 1; this late each particle is at its own. */
const last = 0.9999, steps = 60, streams = { noise: 23, fresh: 24 };

export const setOf = (engine: Engine, { data, points, seed }: Problem): Floats => engine.data.sample(data, points, seed);
export const netOf = (engine: Engine, problem: Problem): Trainer =>
  engine.trainer({ ...network, hidden: [problem.width, problem.width, problem.width], points: setOf(engine, problem), source: 'gaussian', schedule: condOT(),
    seed: problem.seed, learningRate: usual.learningRate });

const noiseOf = (engine: Engine, { seed }: Problem) => engine.data.sample('gaussian', count, seed, streams.noise);
function nearestOf(engine: Engine, places: Floats, set: Floats): Ends {
  const nearest = engine.transport.cells(places, set);
  return { places, nearest, distance: engine.fields.meanDistance(places, Float32Array.from(places, (_, i) => set[2 * nearest[i >> 1] + (i & 1)])) };
}

export const freshOf = (engine: Engine, p: Problem): Ends => nearestOf(engine, engine.data.sample(p.data, count, p.seed, streams.fresh), setOf(engine, p));
export const learnedEnds = (engine: Engine, p: Problem, net: Trainer): Ends =>
  nearestOf(engine, net.solve('heun', steps, noiseOf(engine, p)).slice(-2 * count), setOf(engine, p));
export function exactEnds(engine: Engine, p: Problem): Ends {
  const set = setOf(engine, p), field = engine.fields.ofPoints(set, 'gaussian', condOT());
  try {
    // Its field grows without bound towards the end: steps that choose themselves follow it there.
    return nearestOf(engine, field.solveAdaptive('tsit5', 0, last, [last], noiseOf(engine, p), { relative: 1e-4, absolute: 1e-4 }).states, set);
  } finally {
    field.dispose();
  }
}
