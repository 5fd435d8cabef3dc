// The worker of <fm-budget>: a trained network, sampled by solvers with more and more evaluations, and how good that is.
import { Engine } from '../../engine/engine';
import { stages, type Distribution, type Schedule, type Solver } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { scheduleOf } from '../../ui/schedules';
import { trained } from '../train/net';

export interface Floor {
  mean: number;
  least: number;
  most: number;
}
export interface Point {
  solver: Solver;
  evaluations: number;
  distance: number;
}
export interface BudgetJobs {
  /** W2 to fresh data, point by point, after the floor: that between fresh draws of the data. */
  measure: {
    payload: { data: Distribution; kind: Schedule['kind']; seed: number };
    progress: { training: number } | { floor: Floor } | { point: Point };
    result: null;
  };
}

export const solvers = ['euler', 'heun', 'rk4', 'dopri5'] as const satisfies readonly Solver[];
export const most = 240, samples = 500;
const budgets = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30, 40, 60, 80, 120, 200], draws = 6, streams = { noise: 5, data: 20 };

const handlersOf = (engine: Engine): Handlers<BudgetJobs> => ({
  async measure({ data, kind, seed }, context) {
    const schedule = scheduleOf(kind);
    const net = await trained(engine, { data, source: 'gaussian', schedule, seed }, context);
    const draw = (k: number) => engine.data.sample(data, samples, seed, streams.data + k);
    const w2 = (a: Float32Array<ArrayBuffer>, b: Float32Array<ArrayBuffer>) => engine.transport.distance('w2', a, b, b).value;
    const floors = Array.from({ length: draws }, (_, k) => w2(draw(2 * k), draw(2 * k + 1)));
    context.progress({ floor: { mean: floors.reduce((a, b) => a + b) / draws, least: Math.min(...floors), most: Math.max(...floors) } });
    const x0 = engine.data.sample('gaussian', samples, seed, streams.noise), fresh = [draw(0), draw(1)];
    // Each network ends where it still has a slope; a schedule whose slope has no bound at 1 stops before.
    const last = kind === 'cond-ot' ? 1 : 0.999, field = net.field();
    try {
      for (const budget of budgets)
        for (const solver of solvers) {
          const steps = budget / stages[solver];
          if (!Number.isInteger(steps)) continue;
          const ends = field.solve(solver, engine.fields.grid(0, last, steps), x0).slice(-x0.length);
          context.progress({ point: { solver, evaluations: budget, distance: (w2(ends, fresh[0]) + w2(ends, fresh[1])) / 2 } });
          if (!(await context.goOn())) throw new Cancelled();
        }
    } finally {
      field.dispose();
    }
    return null;
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
