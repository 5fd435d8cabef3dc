// The worker of <fm-flow>: a film of tracers, the flow of a grid, and the trajectories of two boats.
import { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { nodes as gridNodes, square, type TracerFilm } from '../../engine/picture';
import type { Floats, Solver } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { Cancelled } from '../../engine/runtime/protocol';
import { fineSteps, half, openWind, type Wind } from './fields';

export interface Flow {
  steps: number;
  nodes: number;
  grid: Floats;
}
export interface Boats {
  /** (fine + 1) x 2 x 2 there, as exact as can be; (steps + 1) x 2 x 2 by the solver, there and back. */
  fine: Floats;
  there: Floats;
  back: Floats;
  end: Float64Array;
}
export interface FlowJobs {
  film: { payload: { wind: Wind; strength: number; seed: number }; progress: never; result: TracerFilm };
  grid: { payload: { wind: Wind; strength: number }; progress: never; result: Flow };
  boats: { payload: { wind: Wind; strength: number; starts: number[]; solver: Solver; steps: number }; progress: never; result: Boats };
}

const nodes = 21;
/** How finely tracers know the wind. */
const across = 41, times = 41, box = square(half);

/** A grid over [-3, 3]^2 at the start. */
const lattice = Float32Array.from({ length: 2 * nodes * nodes }, (_, k) => {
  const i = k >> 1;
  return ((k % 2 ? Math.floor(i / nodes) : i % nodes) / (nodes - 1) - 0.5) * 6;
});

const handlersOf = (engine: Engine): Handlers<FlowJobs> => {
  const withWind = async <T>(wind: Wind, strength: number, body: (field: Field) => T | Promise<T>): Promise<T> => {
    const field = openWind(engine, wind, strength);
    try {
      return await body(field);
    } finally {
      field.dispose();
    }
  };
  return {
    film: ({ wind, strength, seed }, context) =>
      withWind(wind, strength, async (field) => {
        const at = gridNodes(across, across, box), values = new Float32Array(at.length * times);
        for (let i = 0; i < times; i++) {
          values.set(field.velocity(at, i / (times - 1)), i * at.length);
          if (!(await context.goOn())) throw new Cancelled();
        }
        return engine.pictures.tracers({ nx: across, ny: across, nt: times, box, values }, { count: 900, frames: 121, life: 30, seed });
      }),
    grid: ({ wind, strength }) =>
      withWind(wind, strength, (field) => {
        const steps = 60;
        return { steps, nodes, grid: field.solve('rk4', engine.fields.grid(0, 1, steps), lattice) };
      }),
    boats: ({ wind, strength, starts, solver, steps }) =>
      withWind(wind, strength, (field) => {
        const x0 = Float32Array.from(starts), there = field.solve(solver, engine.fields.grid(0, 1, steps), x0);
        return {
          there,
          fine: field.solve('rk4', engine.fields.grid(0, 1, fineSteps), x0),
          end: field.end(0, 1, x0),
          back: field.solve(solver, engine.fields.grid(1, 0, steps), there.slice(-x0.length)),
        };
      }),
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
