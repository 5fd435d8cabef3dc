// The worker of <fm-rewind>: one training, with where it would have carried the same noise at moments on the way.
import { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { network, usual } from '../train/net';
import { qualityOf } from '../train/quality';

export interface Snapshot {
  update: number;
  /** (steps + 1) x count x 2. */
  states: Floats;
  loss: number;
  distance: number;
  file: Uint8Array<ArrayBuffer>;
}
export interface RewindJobs {
  train: { payload: { data: Distribution; seed: number }; progress: { snapshot: Snapshot } | { share: number }; result: { points: Floats; floor: number } };
}

export const moments = [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280], count = 400, steps = 20;
const points = 2048, noise = 6; // the stream of the noise

const handlersOf = (engine: Engine): Handlers<RewindJobs> => ({
  async train({ data, seed }, context) {
    const set = engine.data.sample(data, points, seed), x0 = engine.data.sample('gaussian', count, seed, noise), quality = qualityOf(engine, data, count, seed);
    const net = engine.trainer({ ...network, points: set, source: 'gaussian', schedule: condOT(), seed, learningRate: usual.learningRate });
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
        context.progress({ snapshot: { update, states, loss, distance: quality.distance(ends), file: net.file() } });
      }
      return { points: set, floor: quality.floor };
    } finally {
      net.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
