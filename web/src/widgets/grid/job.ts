// The worker of <fm-grid>: where a solver stops, on four rulers.
import { Engine } from '../../engine/engine';
import { warps, type Doubles } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';

export type Warp = (typeof warps)[number];
export interface GridJobs {
  /** Of each warp, in their order: steps + 1 times, and those of many steps. */
  grids: { payload: { steps: number; power: number; shift: number }; progress: never; result: { stops: Doubles; curve: Doubles }[] };
}
const many = 200;

const handlersOf = (engine: Engine): Handlers<GridJobs> => ({
  grids({ steps, power, shift }) {
    const of = (warp: Warp, n: number) => engine.fields.grid(0, 1, n, warp, warp === 'power' ? power : shift);
    return warps.map((warp) => ({ stops: of(warp, steps), curve: of(warp, many) }));
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
