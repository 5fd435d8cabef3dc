// The small network of the course, and the same one trained in a worker for figures that begin with a trained one.
import type { Engine } from '../../engine/engine';
import type { Distribution, Schedule } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import type { Context } from '../../engine/runtime/serve';
import type { Trainer } from '../../engine/trainer';

// What reaches a good field soonest (moons, five seeds): large steps, an average of the weights that takes out their noise,
// and times spread evenly over each batch.
export const network = {
  hidden: [64, 64, 64],
  activation: 'silu' as const,
  timeFeatures: 16,
  batch: 256,
  emaDecay: 0.999,
  times: { kind: 'stratified' as const, location: 0, scale: 1 },
};
const rate = 0.016, updates = 2000, slice = 20, points = 2048;

export interface Lesson {
  data: Distribution;
  source: Distribution;
  schedule: Schedule;
  seed: number;
}
let known: { key: string; trainer: Trainer } | null = null;

/** The network that has learned this, the last one kept. Progress from 0 to 1; throws Cancelled. Not to be disposed of. */
export async function trained(engine: Engine, lesson: Lesson, context: Context<{ training: number }>): Promise<Trainer> {
  const key = JSON.stringify(lesson), { data, source, schedule, seed } = lesson;
  if (known?.key === key) return known.trainer;
  known?.trainer.dispose();
  known = null;
  const trainer = engine.trainer({ ...network, points: engine.data.sample(data, points, seed), source, schedule, seed, learningRate: rate });
  for (let done = 0; done < updates; done += slice) {
    trainer.run(slice);
    context.progress({ training: done / updates });
    if (await context.goOn()) continue;
    trainer.dispose();
    throw new Cancelled();
  }
  known = { key, trainer };
  return trainer;
}
