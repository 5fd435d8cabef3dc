// From a base to the data by the exact flow: how long the way is, how crooked, what a network could not know, and how many
// steps it takes.
import type { Engine } from '../../engine/engine';
import { condOT, standardNormal, type Floats, type Gaussian } from '../../engine/names';
import type { Field } from '../../engine/field';
import { mixtures, type MixtureName } from './data';

/** N(0, I); the Gaussian with the data's mean and covariance; the known data, blurred: each with its own data point, or
 *  with any. */
export type Base = 'normal' | 'fitted' | 'copy' | 'copy-any';
export interface Problem {
  base: Base;
  /** Of the blur. */
  width: number;
  data: MixtureName;
  seed: number;
}
export interface Lane {
  /** (steps + 1) x count x 2. */
  states: Floats;
  known: Floats;
  /** Mean squared length of a pair; 0 where every particle goes straight at constant speed; a perfect network's loss. */
  cost: number;
  straightness: number;
  floor: number;
  /** The fewest Euler steps whose samples are as near to fresh data as `good` times other fresh data is; null: more than `most`. */
  evaluations: number | null;
  /** W2 of the exact flow's samples to fresh data, and its floor. */
  distance: number;
  distanceFloor: number;
  /** How far a sample is from the nearest known point, beside fresh data. */
  novelty: number;
}

export const count = 400, steps = 40, most = 60, good = 1.5;
const nodes = 8, streams = { known: 3, fresh: 4, other: 5, noise: 9 };

const blurred = (data: Gaussian[], width: number): Gaussian[] =>
  data.map(({ covariance: [a, b, c], ...rest }) => ({ ...rest, covariance: [a + width ** 2, b, c + width ** 2] }));

export function laneOf(engine: Engine, { base, width, data: name, seed }: Problem): Lane {
  const data = mixtures[name], { fields, transport } = engine, schedule = condOT(), own = base === 'copy';
  const draw = (stream: number) => engine.data.mixture(data, count, seed, stream);
  const known = draw(streams.known), fresh = draw(streams.fresh), other = draw(streams.other);
  const noise = engine.data.sample('gaussian', count, seed, streams.noise);
  const law = base === 'normal' ? standardNormal : base === 'fitted' ? [engine.data.fitGaussian(known)] : blurred(data, width);
  const start = base === 'normal'
    ? noise
    : base === 'fitted'
    ? engine.data.mixture(law, count, seed, streams.noise)
    : known.map((x, i) => x + width * noise[i]);
  const field: Field = own ? fields.ofBlurred(data, width, schedule) : fields.ofMixture(law, data, schedule);
  try {
    const grid = fields.grid(0, 1, steps), states = field.solve('heun', grid, start), ends = states.slice(-start.length);
    const far = (samples: Floats) => transport.distance('w2', samples, fresh, other);
    const byEuler = (n: number) => far(field.solve('euler', fields.grid(0, 1, n), start).slice(-start.length));
    let evaluations = 1;
    for (let got = byEuler(1); evaluations <= most && got.value > good * got.floor; got = byEuler(evaluations)) evaluations++;
    const pairs = Float32Array.from([...start, ...(own ? known : fresh)]), { value, floor: distanceFloor } = far(ends);
    const nearest = transport.cells(ends, known), toKnown = (at: Floats, cells: ArrayLike<number>) =>
      fields.meanDistance(at, Float32Array.from(at, (_, i) => known[2 * cells[i >> 1] + (i & 1)]));
    return {
      states,
      known,
      cost: transport.trajectories(fields.grid(0, 1, 1), pairs).pairCost,
      straightness: transport.trajectories(grid, states).straightness,
      floor: own ? fields.blurredFloor(data, width, schedule, nodes) : fields.mixtureFloor(law, data, schedule, nodes),
      evaluations: evaluations > most ? null : evaluations,
      distance: value,
      distanceFloor,
      novelty: toKnown(ends, nearest) / toKnown(fresh, transport.cells(fresh, known)),
    };
  } finally {
    field.dispose();
  }
}
