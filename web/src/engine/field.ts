// A velocity field, exact or learned, and what solvers do with it. Arguments and results as in wasm/api.h.
import type { Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import type { Adaptive, Attempts, BoxLedger, ErrorCurve, FieldSample } from './field_results';
import type { Box } from './picture';
export type * from './field_results';
import { errorNorms, numberOf, solveOutcomes, solvers, type Doubles, type Floats, type Schedule, type Solver } from './names';
import { packSchedule } from './paths';

/** u_t(x). Call dispose() when done; a learned field before its trainer. */
export class Field {
  /** `parts`: the data points or components that an exact field is made of. */
  constructor(private readonly core: Core<EngineExports>, private handle: number, private readonly parts = 0) {
    core.created(handle);
  }

  velocity(places: Floats, t: number): Floats {
    return this.core.filled(places.length, (out, m) => this.core.x.fm_field_velocity(this.handle, places.length / 2, m.put(places), t, out, 0));
  }

  /** With log p_t, which only an exact field knows. */
  sample(places: Floats, t: number): FieldSample {
    const n = places.length / 2;
    return this.core.with((m, x) => {
      const [u, logDensity] = [m.alloc(8 * n), m.alloc(4 * n)];
      this.core.check(x.fm_field_velocity(this.handle, n, m.put(places), t, u, logDensity));
      return { u: m.floats(u, 2 * n), logDensity: m.floats(logDensity, n) };
    });
  }

  /** Of an exact field: score, E[x_1 | x], E[x_0 | x], the covariance of the velocity (n x 4), and, if asked for,
   *  the posterior weight of each data point or component (n x parts). */
  posterior(places: Floats, t: number, wantWeights = false): { score: Floats; data: Floats; noise: Floats; covariance: Floats; weights: Floats } {
    const n = places.length / 2, k = wantWeights ? this.parts : 0;
    return this.core.with((m, x) => {
      const [score, data, noise, covariance] = [m.alloc(8 * n), m.alloc(8 * n), m.alloc(8 * n), m.alloc(16 * n)];
      const weights = wantWeights ? m.alloc(4 * n * k) : 0;
      this.core.check(x.fm_field_posterior(
        this.handle,
        n,
        m.put(places),
        t,
        score,
        data,
        noise,
        covariance,
        k,
        weights,
      ));
      return {
        score: m.floats(score, 2 * n),
        data: m.floats(data, 2 * n),
        noise: m.floats(noise, 2 * n),
        covariance: m.floats(covariance, 4 * n),
        weights: m.floats(weights, n * k),
      };
    });
  }

  /** Of an exact field between mixtures: what flows into a box per unit of time, and what is inside. */
  boxLedger(t: number, box: Box): BoxLedger {
    return this.core.with((m, x) => {
      const out = m.alloc(48);
      this.core.check(x.fm_field_box_ledger(this.handle, t, m.put(Float64Array.from(box)), out));
      const [left, right, bottom, top, mass, change] = m.doubles(out, 6);
      return { inflow: [left, right, bottom, top], mass, change };
    });
  }

  /** (steps + 1) x n x 2 along a grid of steps + 1 times, the start first. */
  solve(solver: Solver, grid: Doubles, x0: Floats): Floats {
    return this.core.filled(x0.length * grid.length, (out, m) =>
      this.core.x.fm_field_solve(
        this.handle,
        numberOf(solvers, solver),
        grid.length - 1,
        m.put(grid),
        x0.length / 2,
        m.put(x0),
        out,
      ));
  }

  solveAdaptive(
    solver: Solver,
    t0: number,
    t1: number,
    times: number[],
    x0: Floats,
    o: { relative?: number; absolute?: number; norm?: (typeof errorNorms)[number]; maxSteps?: number; firstStep?: number } = {},
  ): Adaptive {
    const size = x0.length * times.length;
    return this.core.with((m, x) => {
      const [out, report] = [m.alloc(4 * size), m.alloc(48)];
      this.core.check(x.fm_field_solve_adaptive(
        this.handle,
        numberOf(solvers, solver),
        t0,
        t1,
        o.relative ?? 1e-5,
        o.absolute ?? 1e-6,
        numberOf(errorNorms, o.norm ?? 'max'),
        o.maxSteps ?? 10000,
        o.firstStep ?? 0,
        times.length,
        m.put(Float64Array.from(times)),
        x0.length / 2,
        m.put(x0),
        out,
        report,
      ));
      const [outcome, steps, refused, evaluations, t, written] = m.doubles(report, 6);
      return {
        states: m.floats(out, x0.length * written),
        written,
        outcome: solveOutcomes[outcome],
        steps,
        refused,
        evaluations,
        t,
      };
    });
  }

  /** Where these places at time t0 truly are at t1. */
  end(t0: number, t1: number, x0: Floats): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * x0.length);
      this.core.check(x.fm_field_end(this.handle, t0, t1, x0.length / 2, m.put(x0), out));
      return m.doubles(out, x0.length);
    });
  }

  /** How far from `end` they are after so many equal steps. */
  errors(solver: Solver, steps: readonly number[], t0: number, t1: number, x0: Floats, end: Doubles, late = false): ErrorCurve {
    return this.core.with((m, x) => {
      const [errors, slope] = [m.alloc(8 * steps.length), m.alloc(8)];
      this.core.check(x.fm_field_errors(
        this.handle,
        numberOf(solvers, solver),
        Number(late),
        t0,
        t1,
        x0.length / 2,
        m.put(x0),
        m.put(end, x0.length),
        steps.length,
        m.put(Int32Array.from(steps)),
        errors,
        slope,
      ));
      return { errors: m.doubles(errors, steps.length), slope: m.doubles(slope, 1)[0] };
    });
  }

  /** Every step that an adaptive solver tries from one place, those taken back too. */
  attempts(solver: Solver, t0: number, t1: number, tolerance: number, px: number, py: number, most = 2000): Attempts {
    return this.core.with((m, x) => {
      const [out, report] = [m.alloc(40 * most), m.alloc(40)];
      this.core.check(x.fm_field_attempts(this.handle, numberOf(solvers, solver), t0, t1, tolerance, tolerance, most, px, py, out, report));
      const [outcome, steps, refused, evaluations, t] = m.doubles(report, 5), rows = m.doubles(out, 5 * (steps + refused));
      return {
        attempts: Array.from({ length: steps + refused }, (_, i) => ({
          t: rows[5 * i],
          next: rows[5 * i + 1],
          kept: rows[5 * i + 2] === 1,
          x: rows[5 * i + 3],
          y: rows[5 * i + 4],
        })),
        outcome: solveOutcomes[outcome],
        steps,
        refused,
        evaluations,
        t,
      };
    });
  }

  /** The diffusion with the flow's marginals, its noise strength sqrt(1 - t). */
  diffuse(strength: number, grid: Doubles, x0: Floats, seed: number, stream = 0): Floats {
    return this.core.filled(x0.length * grid.length, (out, m) =>
      this.core.x.fm_field_diffuse(
        this.handle,
        strength,
        grid.length - 1,
        m.put(grid),
        x0.length / 2,
        m.put(x0),
        seed,
        stream,
        out,
      ));
  }

  /** Of a learned field: `probes` 0 is exact, else Hutchinson's estimate. */
  divergence(places: Floats, t: number, probes = 0, seed = 1): { divergence: Doubles; standardError: Doubles } {
    const n = places.length / 2;
    return this.core.with((m, x) => {
      const [out, standardError] = [m.alloc(8 * n), m.alloc(8 * n)];
      this.core.check(x.fm_field_divergence(this.handle, probes, seed, n, m.put(places), t, out, standardError));
      return { divergence: m.doubles(out, n), standardError: m.doubles(standardError, n) };
    });
  }

  /** log p_1 along the flow of a learned field: of data, led back to its noise, or of noise, led to what it becomes. */
  logLikelihood(from: 'data' | 'noise', solver: Solver, steps: number, probes: number, seed: number,
    places: Floats): { end: Floats; logP: Doubles; standardError: Doubles }
  {
    const n = places.length / 2;
    return this.core.with((m, x) => {
      const [end, logP, standardError] = [m.alloc(8 * n), m.alloc(8 * n), m.alloc(8 * n)];
      this.core.check(x.fm_field_log_likelihood(
        this.handle,
        Number(from === 'data'),
        numberOf(solvers, solver),
        steps,
        probes,
        seed,
        n,
        m.put(places),
        end,
        logP,
        standardError,
      ));
      return { end: m.floats(end, 2 * n), logP: m.doubles(logP, n), standardError: m.doubles(standardError, n) };
    });
  }

  /** The same flow under another schedule. Dispose of it before this one. */
  under(schedule: Schedule): Field {
    return new Field(this.core, this.core.x.fm_field_under(this.handle, ...packSchedule(schedule)));
  }

  /** What is asked of it afterwards is refused. */
  dispose(): void {
    this.core.x.fm_field_destroy(this.handle);
    this.handle = 0;
  }
}
