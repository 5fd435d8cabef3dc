// The worker of <fm-steps>: the worked equation, its solution, and a solver on it.
import { Engine } from '../../engine/engine';
import type { Doubles, Solver } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import type { Slope } from '../../engine/worked';

export interface Run {
  curve: Doubles;
  states: Doubles;
  slopes: Slope[];
  error: number;
  halved: number;
}
export interface StepsJobs {
  slopes: { payload: { times: Doubles; places: Doubles }; progress: never; result: Doubles };
  /** The exact curve at `points` + 1 times, the solver's run, and the error at t = 1, also with twice as many steps. */
  run: { payload: { solver: Solver; steps: number; x0: number; points: number }; progress: never; result: Run };
}

const handlersOf = (engine: Engine): Handlers<StepsJobs> => ({
  slopes: ({ times, places }) => engine.worked.slopes(times, places),
  run({ solver, steps, x0, points }) {
    const curve = engine.worked.solution(Float64Array.from({ length: points + 1 }, (_, i) => i / points), x0);
    const [error, halved] = engine.worked.errors(solver, [steps, 2 * steps], x0).errors;
    return { curve, ...engine.worked.steps(solver, steps, x0), error, halved };
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
