// The worker of <fm-adaptive>: one trajectory by steps that the solver chooses, every attempt of it.
import { Engine } from '../../engine/engine';
import type { Attempts } from '../../engine/field';
import type { Floats, Solver } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { fineSteps, openWind, type Wind } from '../flow/fields';
import { arrows, windTimes } from './places';

export interface Adapted extends Attempts {
  /** The true trajectory, fineSteps + 1 places; the wind at the places of its arrows, at windTimes + 1 times; how far the solver's end is from the true one; evaluations and error of RK4 at as many. */
  fine: Floats; wind: Floats[]; error: number; fixed: { steps: number; error: number };
}
export interface AdaptiveJobs {
  adapt: { payload: { wind: Wind; strength: number; solver: Solver; tolerance: number; x: number; y: number }; progress: never; result: Adapted };
}

const handlersOf = (engine: Engine): Handlers<AdaptiveJobs> => ({
  adapt({ wind, strength, solver, tolerance, x, y }) {
    const field = openWind(engine, wind, strength);
    try {
      const x0 = Float32Array.of(x, y), end = field.end(0, 1, x0), tried = field.attempts(solver, 0, 1, tolerance, x0[0], x0[1]);
      const last = tried.attempts.filter((a) => a.kept).at(-1), steps = Math.max(1, Math.round(tried.evaluations / 4));
      return {
        ...tried, fine: field.solve('rk4', engine.fields.grid(0, 1, fineSteps), x0),
        wind: Array.from({ length: windTimes + 1 }, (_, i) => field.velocity(arrows, i / windTimes)),
        error: last ? Math.hypot(last.x - end[0], last.y - end[1]) : NaN,
        fixed: { steps, error: field.errors('rk4', [steps], 0, 1, x0, end).errors[0] },
      };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
