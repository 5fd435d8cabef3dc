// The worker of <fm-basins>: which data point each noise lands on, by the exact flow and by optimal transport.
import { Engine } from '../../engine/engine';
import { condOT, standardNormal, type Distribution, type Doubles, type Floats, type Ints } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { half } from '../../plot/field_view';

/** By one of the two ways. */
export interface Side {
  /** Of each place of the grid, and of each particle, the data point that it lands on. */
  cells: Ints;
  landed: Ints;
  /** The mean squared length of its pairs, and the least and the largest share of the noise that a data point gets. */
  cost: number;
  shares: [number, number];
}
export interface Basins {
  sites: Floats;
  /** How much noise begins at each place of the grid, beside the most. */
  presence: Floats;
  start: Floats;
  /** The particles' ways by the flow, (steps + 1) x count x 2. */
  states: Floats;
  flow: Side;
  optimal: Side;
  /** The share of the noise that lands on another point. */
  differ: number;
}
export interface Probed {
  /** (steps + 1) x 2, and the two points that are landed on. */
  way: Floats;
  flow: number;
  optimal: number;
}
interface Problem {
  data: Distribution;
  sites: number;
  seed: number;
}
export interface BasinsJobs {
  basins: { payload: Problem; progress: never; result: Basins };
  probe: { payload: Problem & { x: number; y: number }; progress: never; result: Probed };
}

export const grid = 140, count = 400, steps = 60;
/** The exact flow of points has no bound at t = 1; this late each particle is at its own. */
const last = 0.995, priceGrid = 64, streams = { start: 9 };

const shareOf = (cells: Ints, weights: Floats, sites: number): [number, number] => {
  const sums = Array<number>(sites).fill(0);
  cells.forEach((c, i) => (sums[c] += weights[i]));
  const all = sums.reduce((a, b) => a + b, 0);
  return [Math.min(...sums) / all, Math.max(...sums) / all];
};
const ends = (sites: Floats, landed: Ints): Floats => Float32Array.from({ length: 2 * landed.length }, (_, i) => sites[2 * landed[i >> 1] + (i & 1)]);

const handlersOf = (engine: Engine): Handlers<BasinsJobs> => {
  const noise = engine.fields.ofMixture(standardNormal, standardNormal, condOT());
  const presenceAt = (places: Floats) => engine.fields.presence(noise.sample(places, 0).logDensity).density;
  const sitesOf = ({ data, sites, seed }: Problem) => engine.data.sample(data, sites, seed);
  let known: { key: string; prices: Doubles } | null = null;
  const pricesOf = (problem: Problem): Doubles => {
    const key = JSON.stringify([problem.data, problem.sites, problem.seed]);
    if (known?.key !== key) {
      const places = engine.fields.binCentres(priceGrid, half);
      known = { key, prices: engine.transport.laguerrePrices(places, sitesOf(problem), Float64Array.from(presenceAt(places))) };
    }
    return known.prices;
  };
  const flown = (sites: Floats, start: Floats) => {
    const field = engine.fields.ofPoints(sites, 'gaussian', condOT());
    try {
      return field.solve('heun', engine.fields.grid(0, last, steps), start);
    } finally {
      field.dispose();
    }
  };
  return {
    basins(problem) {
      const sites = sitesOf(problem), prices = pricesOf(problem), places = engine.fields.binCentres(grid, half), presence = presenceAt(places);
      const start = engine.data.sample('gaussian', count, problem.seed, streams.start), states = flown(sites, start);
      const side = (cells: Ints, landed: Ints): Side => ({
        cells,
        landed,
        cost: engine.transport.trajectories(Float64Array.of(0, 1), Float32Array.from([...start, ...ends(sites, landed)])).pairCost,
        shares: shareOf(cells, presence, problem.sites),
      });
      const flow = side(engine.transport.cells(flown(sites, places).slice(-places.length), sites), engine.transport.cells(states.slice(-start.length), sites));
      const optimal = side(engine.transport.cells(places, sites, prices), engine.transport.cells(start, sites, prices));
      let apart = 0, all = 0;
      presence.forEach((p, i) => {
        all += p;
        if (flow.cells[i] !== optimal.cells[i]) apart += p;
      });
      return { sites, presence, start, states, flow, optimal, differ: apart / all };
    },
    probe(problem) {
      const sites = sitesOf(problem), at = Float32Array.of(problem.x, problem.y), way = flown(sites, at);
      return { way, flow: engine.transport.cells(way.slice(-2), sites)[0], optimal: engine.transport.cells(at, sites, pricesOf(problem))[0] };
    },
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
