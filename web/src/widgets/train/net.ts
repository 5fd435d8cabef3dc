// The small network of the course, and the same one trained in a worker for figures that begin with a trained one.
import type { Engine } from '../../engine/engine';
import type { Coupling, Distribution, Schedule } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import type { Context } from '../../engine/runtime/serve';
import type { Trainer, TrainerConfig } from '../../engine/trainer';

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
export const usual = { learningRate: 0.016, updates: 2000 };
const slice = 20, points = 2048, kept = 4;

export interface Lesson {
  data: Distribution;
  source: Distribution;
  schedule: Schedule;
  seed: number;
  /** Of noise and data within each batch; independent when left out. */
  coupling?: Coupling;
  batch?: number;
}
const known = new Map<string, Trainer>();

/** The network that has learned this; the last few are kept. Progress from 0 to 1; throws Cancelled. Not to be disposed of. */
export async function trained(engine: Engine, lesson: Lesson, context: Context<{ training: number }>): Promise<Trainer> {
  const { data, seed, ...rest } = lesson;
  return learned(engine, JSON.stringify(lesson), { ...network, ...rest, points: engine.data.sample(data, points, seed), seed,
    learningRate: usual.learningRate }, context);
}

/** The same by a configuration: `key` says which it is. */
export async function learned(engine: Engine, key: string, config: TrainerConfig, context: Context<{ training: number }>,
  updates = usual.updates): Promise<Trainer>
{
  const before = known.get(key);
  if (before) return before;
  const trainer = engine.trainer(config);
  for (let done = 0; done < updates; done += slice) {
    trainer.run(slice);
    context.progress({ training: done / updates });
    if (await context.goOn()) continue;
    trainer.dispose();
    throw new Cancelled();
  }
  known.set(key, trainer);
  const [oldest] = known.keys();
  if (known.size > kept) {
    known.get(oldest)!.dispose();
    known.delete(oldest);
  }
  return trainer;
}
