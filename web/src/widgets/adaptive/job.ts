// The worker of <fm-adaptive>: one trajectory by steps that the solver chooses, every attempt of it.
import { Engine } from '../../engine/engine';
import type { Attempts } from '../../engine/field';
import { stages, type Floats, type Solver } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { fineSteps, half, openWind, type Wind } from '../flow/fields';

const across = 13, windTimes = 20;

export interface Adapted extends Attempts {
  /** The true trajectory, fineSteps + 1 places; the places of its arrows, and the wind there at equally spaced times; how far the solver's end is from the true one; evaluations and error of RK4 at as many. */
  fine: Floats;
  arrows: Floats;
  wind: Floats[];
  error: number;
  fixed: { steps: number; error: number };
}
export interface AdaptiveJobs {
  adapt: { payload: { wind: Wind; strength: number; solver: Solver; tolerance: number; x: number; y: number }; progress: never; result: Adapted };
}

const handlersOf = (engine: Engine): Handlers<AdaptiveJobs> => ({
  adapt({ wind, strength, solver, tolerance, x, y }) {
    const field = openWind(engine, wind, strength);
    try {
      const arrows = engine.fields.binCentres(across, half), x0 = Float32Array.of(x, y), end = field.end(0, 1, x0),
        tried = field.attempts(solver, 0, 1, tolerance, x0[0], x0[1]);
      const last = tried.attempts.filter((a) => a.kept).at(-1), steps = Math.max(1, Math.round(tried.evaluations / stages.rk4));
      return {
        ...tried,
        fine: field.solve('rk4', engine.fields.grid(0, 1, fineSteps), x0),
        arrows,
        wind: Array.from({ length: windTimes + 1 }, (_, i) => field.velocity(arrows, i / windTimes)),
        error: last ? engine.fields.meanDistance([last.x, last.y], end) : NaN,
        fixed: { steps, error: field.errors('rk4', [steps], 0, 1, x0, end).errors[0] },
      };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
