// The equation that lesson 1 works through. Arguments and results as in wasm/api.h.
import type { ErrorCurve } from './field';
import type { EngineExports } from './generated/api';
import { numberOf, solvers, stages, type Doubles, type Solver } from './names';
import type { Core } from './runtime/core';

/** One evaluation: where, and what it said. */
export interface Slope {
  t: number;
  x: number;
  slope: number;
}

export class Worked {
  constructor(private readonly core: Core<EngineExports>) {}

  /** The exact solution through x(0) = x0. */
  solution(times: Doubles, x0: number): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * times.length);
      this.core.check(x.fm_worked_solution(times.length, m.put(times), x0, out));
      return m.doubles(out, times.length);
    });
  }

  slopes(times: Doubles, places: Doubles): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * times.length);
      this.core.check(x.fm_worked_slopes(times.length, m.put(times), m.put(places, times.length), out));
      return m.doubles(out, times.length);
    });
  }

  /** Equal steps from 0 to 1: the states, and every evaluation in order. */
  steps(solver: Solver, steps: number, x0: number): { states: Doubles; slopes: Slope[] } {
    const count = steps * stages[solver];
    return this.core.with((m, x) => {
      const [states, out] = [m.alloc(8 * (steps + 1)), m.alloc(24 * count)];
      this.core.check(x.fm_worked_steps(numberOf(solvers, solver), steps, x0, states, out));
      const rows = m.doubles(out, 3 * count);
      return {
        states: m.doubles(states, steps + 1),
        slopes: Array.from({ length: count }, (_, i) => ({ t: rows[3 * i], x: rows[3 * i + 1], slope: rows[3 * i + 2] })),
      };
    });
  }

  /** Errors at t = 1 by the number of steps. */
  errors(solver: Solver, steps: readonly number[], x0: number, late = false): ErrorCurve {
    return this.core.with((m, x) => {
      const [errors, slope] = [m.alloc(8 * steps.length), m.alloc(8)];
      this.core.check(x.fm_worked_errors(numberOf(solvers, solver), Number(late), x0, steps.length, m.put(Int32Array.from(steps)), errors, slope));
      return { errors: m.doubles(errors, steps.length), slope: m.doubles(slope, 1)[0] };
    });
  }
}
