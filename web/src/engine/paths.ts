// Schedules, paths, times and losses. Arguments and results as in wasm/api.h.
import type { Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import { FM_REVERSED, noisyPaths, numberOf, quantities, schedules, timeSamplings, type Doubles, type Floats, type Quantity, type Schedule,
  type TimeSampler } from './names';

export interface Path {
  xt: Floats;
  ut: Floats;
}
/** halfVarianceSlope is sigma d_sigma, finite where d_sigma is not. */
export interface ScheduleValue {
  alpha: number;
  sigma: number;
  dAlpha: number;
  dSigma: number;
  logSnr: number;
  halfVarianceSlope: number;
}
export interface Losses {
  meanSquare: number;
  smoothL1: number;
  byTime: Doubles;
  counts: Int32Array;
}

export const packSchedule = (s: Schedule): [number, number] => [numberOf(schedules, s.kind) + (s.reversed ? FM_REVERSED : 0), s.parameter];
const packTimes = (t: TimeSampler): [number, number, number] => [numberOf(timeSamplings, t.kind), t.location, t.scale];

export class Paths {
  constructor(private readonly core: Core<EngineExports>) {}

  schedule(s: Schedule, times: number[]): ScheduleValue[] {
    return this.core.with((m, x) => {
      const out = m.alloc(48 * times.length);
      this.core.check(x.fm_schedule(...packSchedule(s), times.length, m.put(Float64Array.from(times)), out));
      const v = m.doubles(out, 6 * times.length);
      return times.map((_, i) => {
        const [alpha, sigma, dAlpha, dSigma, logSnr, halfVarianceSlope] = v.subarray(6 * i, 6 * i + 6);
        return { alpha, sigma, dAlpha, dSigma, logSnr, halfVarianceSlope };
      });
    });
  }

  /** The times at which log SNR has these values. */
  timesAt(s: Schedule, logSnr: number[]): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * logSnr.length);
      this.core.check(x.fm_time_at(...packSchedule(s), logSnr.length, m.put(Float64Array.from(logSnr)), out));
      return m.doubles(out, logSnr.length);
    });
  }

  /** A velocity u trained under `from`, under `to` at time r: logScaleSlope x + scale dt u(x / scale, t). */
  change(from: Schedule, to: Schedule, r: number): { t: number; dt: number; scale: number; logScaleSlope: number } {
    return this.core.with((m, x) => {
      const out = m.alloc(32);
      this.core.check(x.fm_schedule_change(...packSchedule(from), ...packSchedule(to), r, out));
      const [t, dt, scale, logScaleSlope] = m.doubles(out, 4);
      return { t, dt, scale, logScaleSlope };
    });
  }

  sample(x0: Floats, x1: Floats, t: number, schedule: Schedule): Path {
    const n = x0.length / 2;
    return this.core.with((m, x) => {
      const [xt, ut] = [m.alloc(8 * n), m.alloc(8 * n)];
      this.core.check(x.fm_path_sample(n, m.put(x0, 2 * Math.floor(n)), m.put(x1, x0.length), ...packSchedule(schedule), t, xt, ut));
      return { xt: m.floats(xt, 2 * n), ut: m.floats(ut, 2 * n) };
    });
  }

  /** Around the straight line with noise z: of constant width sigma, or a Brownian bridge. */
  noisy(kind: (typeof noisyPaths)[number], sigma: number, x0: Floats, x1: Floats, z: Floats, t: number): Path {
    const n = x0.length / 2;
    return this.core.with((m, x) => {
      const [xt, ut] = [m.alloc(8 * n), m.alloc(8 * n)];
      this.core.check(x.fm_noisy_path_sample(
        numberOf(noisyPaths, kind),
        sigma,
        n,
        m.put(x0, 2 * Math.floor(n)),
        m.put(x1, x0.length),
        m.put(z, x0.length),
        t,
        xt,
        ut,
      ));
      return { xt: m.floats(xt, 2 * n), ut: m.floats(ut, 2 * n) };
    });
  }

  /** What `value` at the places says as another quantity. */
  convert(from: Quantity, to: Quantity, s: Schedule, t: number, places: Floats, value: Floats): Floats {
    return this.core.filled(places.length, (out, m) =>
      this.core.x.fm_convert(
        numberOf(quantities, from),
        numberOf(quantities, to),
        ...packSchedule(s),
        t,
        places.length / 2,
        m.put(places),
        m.put(value, places.length),
        out,
      ));
  }

  times(sampler: TimeSampler, n: number, seed: number, stream = 0): { t: Floats; weights: Floats } {
    return this.core.with((m, x) => {
      const [t, weights] = [m.alloc(4 * n), m.alloc(4 * n)];
      this.core.check(x.fm_sample_times(...packTimes(sampler), n, seed, stream, t, weights));
      return { t: m.floats(t, n), weights: m.floats(weights, n) };
    });
  }

  timeDensity(sampler: TimeSampler, t: number[]): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * t.length);
      this.core.check(x.fm_time_density(...packTimes(sampler), t.length, m.put(Float64Array.from(t)), out));
      return m.doubles(out, t.length);
    });
  }

  losses(v: Floats, u: Floats, t: Floats, beta: number, bins: number): Losses {
    return this.core.with((m, x) => {
      const [out, loss, counts] = [m.alloc(16), m.alloc(8 * bins), m.alloc(4 * bins)];
      this.core.check(x.fm_losses(t.length, m.put(v, 2 * t.length), m.put(u, 2 * t.length), m.put(t), beta, bins, out, loss, counts));
      const [meanSquare, smoothL1] = m.doubles(out, 2);
      return { meanSquare, smoothL1, byTime: m.doubles(loss, bins), counts: m.ints(counts, bins) };
    });
  }
}
