// The worker of <fm-rewind>: one training, with where it would have carried the same noise at moments on the way.
import { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { network } from '../train/net';

export interface Snapshot {
  update: number;
  /** (steps + 1) x count x 2. */
  states: Floats;
  loss: number;
  distance: number;
}
export interface RewindJobs {
  train: { payload: { data: Distribution; seed: number }; progress: { snapshot: Snapshot } | { share: number }; result: { points: Floats; floor: number } };
}

export const moments = [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280], count = 400, steps = 20;
const points = 2048, rate = 0.016, streams = { noise: 6, fresh: 60 };

const handlersOf = (engine: Engine): Handlers<RewindJobs> => ({
  async train({ data, seed }, context) {
    const set = engine.data.sample(data, points, seed), draw = (k: number) => engine.data.sample(data, count, seed, streams.fresh + k);
    const x0 = engine.data.sample('gaussian', count, seed, streams.noise), fresh = [0, 1, 2, 3].map(draw);
    const w2 = (a: Floats, b: Floats) => engine.transport.distance('w2', a, b, b).value, mean = (of: (k: number) => number) => (of(0) + of(1) + of(2)) / 3;
    const net = engine.trainer({ ...network, points: set, source: 'gaussian', schedule: condOT(), seed, learningRate: rate });
    try {
      let done = 0, loss = NaN;
      for (const update of moments) {
        while (done < update) {
          const n = Math.min(20, update - done), some = net.run(n);
          loss = some.reduce((a, b) => a + b, 0) / some.length;
          done += n;
          context.progress({ share: done / moments.at(-1)! });
          if (!(await context.goOn())) throw new Cancelled();
        }
        const states = net.solve('euler', steps, x0), ends = states.slice(-x0.length);
        context.progress({ snapshot: { update, states, loss, distance: mean((k) => w2(ends, fresh[k])) } });
      }
      return { points: set, floor: mean((k) => w2(fresh[k], fresh[k + 1])) };
    } finally {
      net.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
