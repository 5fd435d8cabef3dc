// Our engine's side of a race: a network in training that draws its own batches, and batches of the same problem for
// those who do not.
import type { Engine } from '../../engine/engine';
import { condOT, uniformTimes, type Floats } from '../../engine/names';
import { words } from '../../ui/strings/speed';
import { chainsOf, learningRate } from './nets';
import type { PlainLayer, PlainShape } from './plain';

/** One update's points x (n x 2), times t (n) and targets u (n x 2). */
export interface RaceBatch {
  x: Floats;
  t: Floats;
  u: Floats;
}

/** Of one product of `OurNet.products`, in GFLOP. */
export const productWork = (2 * 256 * 128 * 128) / 1e9;

export interface OurNet {
  /** As they are before the first update. */
  layers: PlainLayer[];
  batches: RaceBatch[];
  velocity(x: Floats, t: Floats): Floats;
  /** So many updates; the loss of the last. */
  train(updates: number): number;
  /** The kernel alone: so many products of 256 x 128 by 128 x 128 matrices. */
  products(times: number): void;
}

export function ourNet(engine: Engine, shape: PlainShape, batch: number, batches: number): OurNet {
  const points = engine.data.sample('moons', 2048, 1, 0);
  const trainer = engine.trainer({
    points,
    source: 'gaussian',
    schedule: condOT(),
    hidden: shape.hidden,
    activation: shape.activation,
    timeFeatures: shape.timeFeatures,
    timeLayers: shape.timeLayers,
    batch,
    learningRate,
    seed: 1,
  });
  const sizes = chainsOf(shape).flatMap((widths) => widths.slice(1).map((width, l) => [widths[l], width] as const));
  return {
    layers: sizes.map(([inputs, outputs], l) => trainer.layer(l, inputs, outputs)),
    batches: Array.from({ length: batches }, (_, k) => {
      const { x0, x1 } = engine.transport.drawPairs(points, 'gaussian', batch, 2, k), { t } = engine.paths.times(uniformTimes, batch, 3, k);
      return { x: x0.map((a, i) => a + t[i >> 1] * (x1[i] - a)), t, u: x1.map((b, i) => b - x0[i]) };
    }),
    velocity(x, t) {
      // The trainer answers for one time; the times come in runs of equal ones.
      const out = new Float32Array(x.length);
      for (let from = 0, to = 0; from < t.length; from = to) {
        while (to < t.length && t[to] === t[from]) to++;
        out.set(trainer.velocity(x.slice(2 * from, 2 * to) as Floats, t[from]), 2 * from);
      }
      return out;
    },
    train(updates) {
      const losses = trainer.run(updates);
      if (losses.length < updates) throw new Error(words.diverged);
      return losses[updates - 1];
    },
    products: (times) => engine.multiply(256, 128, 128, times),
  };
}
