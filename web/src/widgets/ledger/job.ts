// The worker of <fm-ledger>: what flows through the sides of a box, what is inside, and particles that pass them.
import { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import type { BoxCrossings, BoxLedger } from '../../engine/field_results';
import { condOT, standardNormal, type Floats } from '../../engine/names';
import { nodes, square, type Box, type Density } from '../../engine/picture';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { half } from '../../plot/field_view';
import { laws, type Law } from './laws';

export interface Entry {
  ledger: BoxLedger;
  /** Beside its largest value. */
  density: Density;
  /** Over the time around t that the window takes. */
  counted: BoxCrossings;
}
export interface LedgerJobs {
  /** Particles that the exact field carries, (steps + 1) x count x 2. */
  carry: { payload: { law: Law; seed: number }; progress: never; result: Floats };
  entry: { payload: { law: Law; t: number; box: Box; states: Floats }; progress: never; result: Entry };
  /** The mass inside at each of the steps' times. */
  masses: { payload: { law: Law; box: Box }; progress: never; result: number[] };
}

export const count = 3000, steps = 50;
/** Steps over which particles are counted, and the time that they take. */
const window = 4;
export const windowTime = window / steps;
const across = 64, stream = 22;

const handlersOf = (engine: Engine): Handlers<LedgerJobs> => {
  const withField = <T>(law: Law, use: (field: Field) => T): T => {
    const field = engine.fields.ofMixture(standardNormal, laws[law], condOT());
    try {
      return use(field);
    } finally {
      field.dispose();
    }
  };
  return {
    carry: ({ law, seed }) =>
      withField(law, (field) => field.solve('heun', engine.fields.grid(0, 1, steps), engine.data.sample('gaussian', count, seed, stream))),
    entry({ law, t, box, states }) {
      const all = square(half), first = Math.max(0, Math.min(steps - window, Math.round(t * steps - window / 2)));
      return withField(law, (field) => ({
        ledger: field.boxLedger(t, box),
        density: { nx: across, ny: across, box: all, values: engine.fields.presence(field.sample(nodes(across, across, all), t).logDensity).density },
        counted: engine.transport.boxCrossings(states.slice(2 * count * first, 2 * count * (first + window + 1)), count, box),
      }));
    },
    masses: ({ law, box }) => withField(law, (field) => Array.from({ length: steps + 1 }, (_, k) => field.boxLedger(k / steps, box).mass)),
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
