// The worker of <fm-race>: every solver on one problem, its errors by the number of evaluations.
import { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { condOT, solvers, stages, type Floats, type Solver } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import type { Trainer } from '../../engine/trainer';
import { openWind } from '../flow/fields';

export type Problem = 'worked' | 'rotation' | 'moons' | 'net';
export interface Curve {
  solver: Solver;
  evaluations: number[];
  errors: number[];
  slope: number;
}
export interface RaceJobs {
  /** The curves one by one, as each is known. */
  race: { payload: { problem: Problem; late: boolean; seed: number }; progress: { curve: Curve } | { training: number }; result: null };
  /** Where `count` particles end by each solver at (at most) so many evaluations; the true ends, and the mean distance. */
  ends: {
    payload: { problem: Problem; evaluations: number; count: number; seed: number };
    progress: { training: number };
    result: { truth: Floats; ends: { solver: Solver; steps: number; places: Floats; distance: number }[] };
  };
}

/** Steps of each solver, as long as it has evaluations left. */
const stepCounts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256], mostEvaluations = 512;
const trainingSteps = 1500;
/** Far more than any of them takes: what is drawn as true. */
const manySteps = 60;
const streams = { starts: 2 };

let net: { seed: number; trainer: Trainer } | null = null;

const handlersOf = (engine: Engine): Handlers<RaceJobs> => {
  /** The same network for a seed, whoever asks. */
  async function theNet(seed: number, context: { progress(p: { training: number }): void; goOn(): Promise<boolean> }): Promise<Trainer> {
    if (net?.seed === seed) return net.trainer;
    net?.trainer.dispose();
    net = null;
    const trainer = engine.trainer({
      points: engine.data.sample('moons', 1024, seed),
      source: 'gaussian',
      schedule: condOT(),
      hidden: [64, 64, 64],
      activation: 'silu',
      timeFeatures: 8,
      batch: 256,
      learningRate: 2e-3,
      seed,
    });
    for (let done = 0; done < trainingSteps; done += 10) {
      trainer.run(10);
      context.progress({ training: done / trainingSteps });
      if (await context.goOn()) continue;
      trainer.dispose();
      throw new Cancelled();
    }
    net = { seed, trainer };
    return trainer;
  }
  async function withField<T>(problem: Problem, seed: number, context: Parameters<typeof theNet>[1], body: (field: Field) => Promise<T>): Promise<T> {
    const field = problem === 'net' ? (await theNet(seed, context)).field() : openWind(engine, problem === 'rotation' ? 'rotation' : 'moons', 1);
    try {
      return await body(field);
    } finally {
      field.dispose();
    }
  }
  const starts = (count: number, seed: number) => engine.data.sample('gaussian', count, seed, streams.starts);
  return {
    async race({ problem, late, seed }, context) {
      const curveOf = (solver: Solver, errorsOf: (steps: number[]) => { errors: Float64Array; slope: number }): Curve => {
        const steps = stepCounts.filter((n) => n * stages[solver] <= mostEvaluations), { errors, slope } = errorsOf(steps);
        return { solver, evaluations: steps.map((n) => n * stages[solver]), errors: Array.from(errors), slope };
      };
      const all = async (errorsOf: (solver: Solver, steps: number[]) => { errors: Float64Array; slope: number }) => {
        for (const solver of solvers) {
          context.progress({ curve: curveOf(solver, (steps) => errorsOf(solver, steps)) });
          if (!(await context.goOn())) throw new Cancelled();
        }
        return null;
      };
      if (problem === 'worked') return all((solver, steps) => engine.worked.errors(solver, steps, 2, late));
      return withField(problem, seed, context, (field) => {
        const x0 = starts(problem === 'moons' ? 8 : 32, seed), end = field.end(0, 1, x0);
        return all((solver, steps) => field.errors(solver, steps, 0, 1, x0, end, late));
      });
    },
    ends: ({ problem, evaluations, count, seed }, context) =>
      withField(problem === 'worked' ? 'rotation' : problem, seed, context, async (field) => {
        const x0 = starts(count, seed), truth = field.solve('tsit5', engine.fields.grid(0, 1, manySteps), x0).slice(-x0.length), ends = [];
        for (const solver of solvers) {
          const steps = Math.max(1, Math.floor(evaluations / stages[solver]));
          const places = field.solve(solver, engine.fields.grid(0, 1, steps), x0).slice(-x0.length);
          ends.push({ solver, steps, places, distance: engine.fields.meanDistance(places, truth) });
          if (!(await context.goOn())) throw new Cancelled();
        }
        return { truth, ends };
      }),
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
