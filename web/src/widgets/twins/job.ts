// The worker of <fm-twins>: two networks of one seed that differ in one thing, trained in step.
import { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import type { Trainer, TrainerConfig } from '../../engine/trainer';
import { network, usual as training } from '../train/net';
import { qualityOf } from '../train/quality';

export type Difference = 'average' | 'times' | 'late-times' | 'rate' | 'batch' | 'width' | 'features' | 'activation' | 'sigma';
export interface Outcome {
  /** Where 20 Euler steps carry the same noise: count x 2. */
  ends: Floats;
  distance: number;
  /** Root mean square difference from the exact field of the data set, where its particles are. */
  fieldError: number;
}
export interface TwinJobs {
  /** Mean losses of the last updates of both, and in the end what they made of it. */
  train: {
    payload: { difference: Difference; data: Distribution; seed: number };
    progress: { losses: [number, number]; share: number };
    result: { outcomes: [Outcome, Outcome]; points: Floats; floor: number };
  };
}

export const updates = 1200, slice = 20, count = 500;
const points = 2048, steps = 20, streams = { noise: 6, pairs: 9 }, moments = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
const usual: Partial<TrainerConfig> = { ...network, learningRate: training.learningRate };
const differences: Record<Difference, [Partial<TrainerConfig>, Partial<TrainerConfig>]> = {
  average: [{ emaDecay: 0 }, { emaDecay: 0.999 }],
  times: [{ times: { kind: 'uniform', location: 0, scale: 1 } }, { times: { kind: 'stratified', location: 0, scale: 1 } }],
  'late-times': [{ times: { kind: 'uniform', location: 0, scale: 1 } }, { times: { kind: 'logit-normal', location: 0, scale: 1 } }],
  rate: [{ learningRate: 0.001 }, { learningRate: 0.016 }],
  batch: [{ batch: 16 }, { batch: 256 }],
  width: [{ hidden: [16, 16] }, { hidden: [64, 64, 64] }],
  features: [{ timeFeatures: 4 }, { timeFeatures: 16 }],
  activation: [{ activation: 'relu' }, { activation: 'silu' }],
  sigma: [{ schedule: condOT(0.2) }, { schedule: condOT() }],
};

const handlersOf = (engine: Engine): Handlers<TwinJobs> => {
  /** From the exact field of the set, at places of pairs on their lines, at several moments together. */
  const fieldError = (net: Trainer, set: Floats, seed: number): number => {
    const exact = engine.fields.ofPoints(set, 'gaussian', condOT()), { x0, x1 } = engine.transport.drawPairs(set, 'gaussian', count, seed, streams.pairs);
    try {
      const v = new Float32Array(x0.length * moments.length), u = new Float32Array(v.length);
      moments.forEach((t, k) => {
        const { xt } = engine.paths.sample(x0, x1, t, condOT());
        v.set(net.velocity(xt, t), k * xt.length);
        u.set(exact.velocity(xt, t), k * xt.length);
      });
      return engine.fields.error(v, u, new Float32Array(v.length / 2).fill(1)).rms;
    } finally {
      exact.dispose();
    }
  };
  return {
    async train({ difference, data, seed }, context) {
      const set = engine.data.sample(data, points, seed), base = { ...usual, points: set, source: 'gaussian', schedule: condOT(), seed } as TrainerConfig;
      const nets = differences[difference].map((part) => engine.trainer({ ...base, ...part }));
      try {
        for (let done = 0; done < updates; done += slice) {
          const losses = nets.map((net) => {
            const some = net.run(slice);
            return some.reduce((a, b) => a + b, 0) / some.length;
          });
          context.progress({ losses: [losses[0], losses[1]], share: (done + slice) / updates });
          if (!(await context.goOn())) throw new Cancelled();
        }
        const x0 = engine.data.sample('gaussian', count, seed, streams.noise), quality = qualityOf(engine, data, count, seed);
        const outcomes = nets.map((net): Outcome => {
          const ends = net.solve('euler', steps, x0).slice(-x0.length);
          return { ends, distance: quality.distance(ends), fieldError: fieldError(net, set, seed) };
        });
        return { outcomes: [outcomes[0], outcomes[1]], points: set, floor: quality.floor };
      } finally {
        for (const net of nets) net.dispose();
      }
    },
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
