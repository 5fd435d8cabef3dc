// How far samples are from fresh data, and how far fresh data are from each other: W2, means over three draws.
import type { Engine } from '../../engine/engine';
import type { Distribution, Floats } from '../../engine/names';

const draws = 3, stream = 60;

export interface Quality {
  floor: number;
  distance(samples: Floats): number;
}
/** `count`: of the samples, and of each draw. */
export function qualityOf(engine: Engine, data: Distribution, count: number, seed: number): Quality {
  const fresh = Array.from({ length: draws + 1 }, (_, k) => engine.data.sample(data, count, seed, stream + k));
  const w2 = (a: Floats, b: Floats) => engine.transport.distance('w2', a, b, b).value;
  const mean = (of: (k: number) => number) => Array.from({ length: draws }, (_, k) => of(k)).reduce((a, b) => a + b) / draws;
  return { floor: mean((k) => w2(fresh[k], fresh[k + 1])), distance: (samples) => mean((k) => w2(samples, fresh[k])) };
}
