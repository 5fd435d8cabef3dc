// The worker of <fm-read>: one field, read as velocity, data, noise and score.
import { Engine } from '../../engine/engine';
import { quantities, type Distribution, type Floats, type Quantity, type Schedule } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { half } from '../../plot/field_view';

export interface Reading {
  points: Floats;
  places: Floats;
  /** The chosen quantity at the places, and how clearly each is shown. */
  values: Floats;
  shown: Floats;
  /** All four at the one place. */
  at: Record<Quantity, [number, number]>;
}
export interface ReadJobs {
  read: { payload: { data: Distribution; schedule: Schedule; seed: number; t: number; quantity: Quantity; x: number; y: number }; progress: never;
    result: Reading };
}

const across = 19, count = 256;

const handlersOf = (engine: Engine): Handlers<ReadJobs> => ({
  read({ data, schedule, seed, t, quantity, x, y }) {
    const points = engine.data.sample(data, count, seed), field = engine.fields.ofPoints(points, 'gaussian', schedule);
    try {
      const places = engine.fields.binCentres(across, half), { u, logDensity } = field.sample(places, t), one = Float32Array.of(x, y),
        v = field.velocity(one, t);
      const as = (q: Quantity, where: Floats, velocity: Floats) => engine.paths.convert('velocity', q, schedule, t, where, velocity);
      return {
        points,
        places,
        values: as(quantity, places, u),
        shown: engine.fields.presence(logDensity).shown,
        at: Object.fromEntries(quantities.map((q) => [q, Array.from(as(q, one, v))])) as Reading['at'],
      };
    } finally {
      field.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
