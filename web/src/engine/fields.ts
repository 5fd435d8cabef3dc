// Where velocity fields come from, and what is said of their values at many places. Arguments and results as in wasm/api.h.
import type { Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import { packMixture } from './runtime/core';
import { Field, type FieldSample } from './field';
import { distributions, numberOf, planeFlows, warps, type Distribution, type Doubles, type Floats, type Gaussian, type PlaneFlow,
  type Schedule } from './names';
import { packSchedule } from './paths';

export interface Bins {
  mean: Floats;
  counts: Floats;
}
/** At one place: each data point's posterior weight and the noise it came from; mean velocity, covariance (2 x 2), the
 *  root mean square deviation of a coordinate, and how many data points carry nine tenths of the weight. */
export interface Posterior {
  weights: Floats;
  partners: Floats;
  mean: [number, number];
  covariance: [number, number, number, number];
  deviation: number;
  carriers: number;
}

export class Fields {
  constructor(private readonly core: Core<EngineExports>) {}

  ofPoints(points: Floats, source: Distribution, schedule: Schedule): Field {
    return new Field(this.core, this.core.with((m, x) =>
      x.fm_field_of_points(
        points.length / 2,
        m.put(points),
        numberOf(distributions, source),
        ...packSchedule(schedule),
      )
    ), points.length / 2);
  }

  /** `share`: how the components are paired, from 0 (independently) to 1 (optimally). */
  ofMixture(source: Gaussian[], data: Gaussian[], schedule: Schedule, share = 0): Field {
    return new Field(this.core, this.core.with((m, x) =>
      x.fm_field_of_mixture(
        source.length,
        m.put(packMixture(source)),
        data.length,
        m.put(packMixture(data)),
        share,
        ...packSchedule(schedule),
      )
    ), data.length);
  }

  /** From the data's own copy, blurred by noise of `width`, each noise paired with its own data point. */
  ofBlurred(data: Gaussian[], width: number, schedule: Schedule): Field {
    return new Field(this.core, this.core.with((m, x) => x.fm_field_of_blurred(data.length, m.put(packMixture(data)), width, ...packSchedule(schedule))),
      data.length);
  }

  /** A wind on the plane. */
  example(flow: PlaneFlow, strength = 1): Field {
    return new Field(this.core, this.core.x.fm_field_example(numberOf(planeFlows, flow), strength));
  }

  /** n + 1 times from t0 to t1. */
  grid(t0: number, t1: number, n: number, warp: (typeof warps)[number] = 'uniform', parameter = 1): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * (n + 1));
      this.core.check(x.fm_grid(t0, t1, n, numberOf(warps, warp), parameter, out));
      return m.doubles(out, n + 1);
    });
  }

  /** From log p_t at places: the density beside its largest value, and how clearly to show each place, 1 to 0. */
  presence(logDensity: Floats): { density: Floats; shown: Floats } {
    const n = logDensity.length;
    return this.core.with((m, x) => {
      const [density, shown] = [m.alloc(4 * n), m.alloc(4 * n)];
      this.core.check(x.fm_presence(n, m.put(logDensity), density, shown));
      return { density: m.floats(density, n), shown: m.floats(shown, n) };
    });
  }

  /** Between places and as many others. */
  meanDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_mean_distance(a.length / 2, m.put(Float64Array.from(a)), m.put(Float64Array.from(b), a.length), out));
      return m.doubles(out, 1)[0];
    });
  }

  /** The fastest of v where at least a tenth of it is shown. */
  largestSpeed(v: Floats, shown: Floats): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_largest_speed(shown.length, m.put(v, 2 * shown.length), m.put(shown), 0.1, out));
      return m.doubles(out, 1)[0];
    });
  }

  /** How far v is from u at each place, and on the root mean square under weights. */
  error(v: Floats, u: Floats, weights: Floats): { each: Floats; rms: number } {
    const n = weights.length;
    return this.core.with((m, x) => {
      const [each, rms] = [m.alloc(4 * n), m.alloc(8)];
      this.core.check(x.fm_field_error(n, m.put(v, 2 * n), m.put(u, 2 * n), m.put(weights), each, rms));
      return { each: m.floats(each, n), rms: m.doubles(rms, 1)[0] };
    });
  }

  /** The centres of bins x bins squares, row by row from the lower left. */
  binCentres(bins: number, halfWidth: number): Floats {
    return this.core.filled(2 * bins * bins, (out) => this.core.x.fm_bin_centres(bins, halfWidth, out));
  }

  binAverage(places: Floats, u: Floats, bins: number, halfWidth: number): Bins {
    const cells = bins * bins;
    return this.core.with((m, x) => {
      const [mean, counts] = [m.alloc(8 * cells), m.alloc(4 * cells)];
      this.core.check(x.fm_bin_average(places.length / 2, m.put(places), m.put(u, places.length), bins, halfWidth, mean, counts));
      return { mean: m.floats(mean, 2 * cells), counts: m.floats(counts, cells) };
    });
  }

  /** How far the means are from the exact field at the centres: root mean square, by the pairs in each square. */
  binError({ mean, counts }: Bins, { u, logDensity }: FieldSample): number {
    const n = counts.length;
    return this.core.with((m, x) => {
      const rms = m.alloc(8);
      this.core.check(x.fm_bin_error(n, m.put(mean, 2 * n), m.put(counts), m.put(u, 2 * n), m.put(logDensity, n), rms));
      return m.doubles(rms, 1)[0];
    });
  }

  /** Of the data set `points`, at the place (px, py). */
  posterior(points: Floats, source: Distribution, schedule: Schedule, t: number, px: number, py: number): Posterior {
    const n = points.length / 2;
    return this.core.with((m, x) => {
      const [weights, partners, moments] = [m.alloc(4 * n), m.alloc(8 * n), m.alloc(32)];
      this.core.check(x.fm_posterior(
        n,
        m.put(points),
        numberOf(distributions, source),
        ...packSchedule(schedule),
        t,
        px,
        py,
        weights,
        partners,
        moments,
      ));
      const v = m.floats(moments, 8);
      return {
        weights: m.floats(weights, n),
        partners: m.floats(partners, 2 * n),
        mean: [v[0], v[1]],
        covariance: [v[2], v[3], v[4], v[5]],
        deviation: v[6],
        carriers: v[7],
      };
    });
  }

  /** How many data points pull, 1 / sum w^2, on average over these places. */
  effectiveNumber(points: Floats, source: Distribution, schedule: Schedule, t: number, places: Floats): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_effective_number(
        points.length / 2,
        m.put(points),
        numberOf(distributions, source),
        ...packSchedule(schedule),
        t,
        places.length / 2,
        m.put(places),
        out,
      ));
      return m.doubles(out, 1)[0];
    });
  }

  irreducibleLoss(points: Floats, source: Distribution, schedule: Schedule, samples: number, seed: number): { mean: number; standardError: number } {
    return this.core.with((m, x) => {
      const out = m.alloc(16);
      this.core.check(x.fm_irreducible_loss(
        points.length / 2,
        m.put(points),
        numberOf(distributions, source),
        ...packSchedule(schedule),
        samples,
        seed,
        out,
      ));
      const [mean, standardError] = m.doubles(out, 2);
      return { mean, standardError };
    });
  }

  /** The same between mixtures, by quadrature; `share` as above. */
  mixtureFloor(source: Gaussian[], data: Gaussian[], schedule: Schedule, nodes = 40, share = 0): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_mixture_floor(
        source.length,
        m.put(packMixture(source)),
        data.length,
        m.put(packMixture(data)),
        share,
        ...packSchedule(schedule),
        nodes,
        out,
      ));
      return m.doubles(out, 1)[0];
    });
  }

  /** The same where each noise is its own data point blurred by noise of `width`. */
  blurredFloor(data: Gaussian[], width: number, schedule: Schedule, nodes = 40): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_blurred_floor(data.length, m.put(packMixture(data)), width, ...packSchedule(schedule), nodes, out));
      return m.doubles(out, 1)[0];
    });
  }
}
