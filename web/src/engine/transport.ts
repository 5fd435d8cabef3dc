// Couplings and distances. Arguments and results as in wasm/api.h, section "couplings and distances".
import { packMixture, type Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import type { Scope } from './runtime/heap';
import type { BoxCrossings, Sides } from './field_results';
import type { Box } from './picture';
import { couplings, distances, distributions, independent, numberOf, type Coupling, type Distribution, type Doubles, type Floats, type Gaussian,
  type Ints } from './names';

export interface Pairs {
  x0: Floats;
  x1: Floats;
}
/** `prices` of rows, then of columns: no two exceed their cost, and together they are the cost less the gap. */
export interface Assignment {
  columns: Ints;
  prices: Doubles;
  cost: number;
  gap: number;
}
export interface Plan {
  plan: Doubles;
  cost: number;
  marginalError: number;
  iterations: number;
  converged: boolean;
}
export interface TrajectoryMetrics {
  straightness: number;
  length: number;
  curvature: number;
  crossings: number;
  pairCost: number;
}

export const packCoupling = (c: Coupling): [number, number] => [numberOf(couplings, c.kind), c.regularisation];

export class Transport {
  constructor(private readonly core: Core<EngineExports>) {}

  /** Noise from the source, or from the rows of `base`, data from the rows of `points`, coupled; with labels if the
   *  points have them. `converged`: false where Sinkhorn ran out of iterations. */
  drawPairs(
    points: Floats,
    source: Distribution,
    count: number,
    seed: number,
    stream: number,
    coupling: Coupling = independent,
    labels: Ints | null = null,
    base: Floats | null = null,
  ): Pairs & { labels: Ints; converged: boolean } {
    return this.core.with((m, x) => {
      const [x0, x1, label, converged] = [m.alloc(8 * count), m.alloc(8 * count), m.alloc(4 * count), m.alloc(4)];
      this.core.check(x.fm_draw_pairs(
        points.length / 2,
        m.put(points),
        m.put(labels, points.length / 2),
        numberOf(distributions, source),
        (base?.length ?? 0) / 2,
        m.put(base),
        ...packCoupling(coupling),
        count,
        seed,
        stream,
        x0,
        x1,
        label,
        converged,
      ));
      return {
        x0: m.floats(x0, 2 * count),
        x1: m.floats(x1, 2 * count),
        labels: m.ints(label, labels ? count : 0),
        converged: m.ints(converged, 1)[0] === 1,
      };
    });
  }

  /** Between all points of a and all of b, row by row. */
  squaredDistances(a: Floats, b: Floats, d = 2): Floats {
    const [n, m] = [a.length / d, b.length / d];
    return this.core.filled(n * m, (out, scope) => this.core.x.fm_squared_distances(n, m, d, scope.put(a), scope.put(b), out));
  }

  /** Of an n x n matrix of costs, Infinity forbidding a pair. */
  assign(n: number, costs: Doubles): Assignment {
    return this.assigned(n, (m, ...buffers) => this.core.x.fm_assign(n, m.put(costs, n * n), ...buffers));
  }

  /** Of two point sets in d coordinates, under squared distance. */
  assignPoints(a: Floats, b: Floats, d = 2): Assignment {
    const n = a.length / d;
    return this.assigned(n, (m, ...buffers) => this.core.x.fm_assign_points(n, d, m.put(a, n * d), m.put(b, n * d), ...buffers));
  }

  private assigned(n: number, call: (m: Scope, columns: number, prices: number, out: number) => number): Assignment {
    return this.core.with((m) => {
      const [columns, prices, out] = [m.alloc(4 * n), m.alloc(16 * n), m.alloc(16)];
      this.core.check(call(m, columns, prices, out));
      const [cost, gap] = m.doubles(out, 2);
      return { columns: m.ints(columns, n), prices: m.doubles(prices, 2 * n), cost, gap };
    });
  }

  /** Of an n x m matrix of costs. */
  sinkhorn(n: number, costs: Doubles, regularisation: number, tolerance = 1e-6, maxIterations = 10000): Plan {
    return this.core.with((m, x) => {
      const [plan, out] = [m.alloc(8 * costs.length), m.alloc(32)];
      this.core.check(x.fm_sinkhorn(
        n,
        Math.floor(costs.length / n),
        m.put(costs),
        regularisation,
        tolerance,
        maxIterations,
        plan,
        out,
      ));
      const [cost, marginalError, iterations, converged] = m.doubles(out, 4);
      return { plan: m.doubles(plan, costs.length), cost, marginalError, iterations, converged: converged === 1 };
    });
  }

  /** Prices of sites for which the cell of each holds as much of the places as of any other, by weights if there are any. */
  laguerrePrices(places: Floats, sites: Floats, weights: Doubles | null = null): Doubles {
    const [n, count] = [places.length / 2, sites.length / 2];
    return this.core.with((m, x) => {
      const [prices, gap] = [m.alloc(8 * count), m.alloc(8)];
      this.core.check(x.fm_laguerre_prices(n, m.put(places), m.put(weights, n), count, m.put(sites), prices, gap));
      return m.doubles(prices, count);
    });
  }

  /** The cell that each place lies in; without prices, the nearest site. */
  cells(places: Floats, sites: Floats, prices: Doubles | null = null): Ints {
    const [n, count] = [places.length / 2, sites.length / 2];
    return this.core.with((m, x) => {
      const cells = m.alloc(4 * n);
      this.core.check(x.fm_cells(n, m.put(places), count, m.put(sites), m.put(prices, count), cells));
      return m.ints(cells, n);
    });
  }

  /** Of two Gaussians: where the flow between independent pairs takes places, and where the optimal map does; the root mean
   *  square distance of the two maps, and the mean squared length of the pairs of each. */
  gaussianMaps(source: Gaussian, target: Gaussian, places: Floats): { flow: Floats; optimal: Floats; distance: number; flowCost: number; optimalCost: number } {
    const n = places.length / 2;
    return this.core.with((m, x) => {
      const [flow, optimal, out] = [m.alloc(8 * n), m.alloc(8 * n), m.alloc(24)];
      this.core.check(x.fm_gaussian_maps(m.put(packMixture([source])), m.put(packMixture([target])), n, m.put(places), flow, optimal, out));
      const [distance, flowCost, optimalCost] = m.doubles(out, 3);
      return { flow: m.floats(flow, 2 * n), optimal: m.floats(optimal, 2 * n), distance, flowCost, optimalCost };
    });
  }

  /** Between samples and data, with its floor against a second draw of the data. `parameter`: directions of
   *  sliced-w2, bandwidth of mmd (0: the median distance). */
  distance(
    metric: (typeof distances)[number],
    samples: Floats,
    data: Floats,
    fresh: Floats,
    { parameter = metric === 'sliced-w2' ? 64 : 0, d = 2, seed = 1 } = {},
  ): { value: number; floor: number; n: number } {
    return this.core.with((m, x) => {
      const out = m.alloc(24);
      this.core.check(x.fm_distance(
        numberOf(distances, metric),
        parameter,
        samples.length / d,
        d,
        m.put(samples),
        m.put(data, samples.length),
        m.put(fresh, samples.length),
        seed,
        out,
      ));
      const [value, floor, n] = m.doubles(out, 3);
      return { value, floor, n };
    });
  }

  /** Of (steps + 1) x n x 2 states at steps + 1 times. */
  trajectories(times: Doubles, states: Floats): TrajectoryMetrics {
    return this.core.with((m, x) => {
      const out = m.alloc(40);
      this.core.check(x.fm_trajectories(
        times.length - 1,
        m.put(times),
        states.length / (2 * times.length),
        m.put(states),
        out,
      ));
      const [straightness, length, curvature, crossings, pairCost] = m.doubles(out, 5);
      return { straightness, length, curvature, crossings, pairCost };
    });
  }

  /** Of steps + 1 states of n places, one after the other. */
  boxCrossings(states: Floats, count: number, box: Box): BoxCrossings {
    return this.core.with((m, x) => {
      const [through, inside, net] = [m.alloc(32), m.alloc(8), m.alloc(4 * count)];
      this.core.check(x.fm_box_crossings(
        states.length / (2 * count) - 1,
        count,
        m.put(states),
        m.put(Float64Array.from(box)),
        through,
        inside,
        net,
      ));
      const counts = m.ints(through, 8), [before, after] = m.ints(inside, 2), sides = (from: number) => [...counts.slice(from, from + 4)] as Sides;
      return { in: sides(0), out: sides(4), before, after, net: m.ints(net, count) };
    });
  }
}
