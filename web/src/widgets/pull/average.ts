// How many of a few data points pull, on average over the particles that are on their way.
import type { Engine } from '../../engine/engine';
import { condOT, type Floats } from '../../engine/names';

const particles = 200, stream = 21;

export function averageOf(engine: Engine, points: Floats, seed: number, times: number[]): number[] {
  const { x0, x1 } = engine.transport.drawPairs(points, 'gaussian', particles, seed, stream);
  return times.map((t) => engine.fields.effectiveNumber(points, 'gaussian', condOT(), t, engine.paths.sample(x0, x1, t, condOT()).xt));
}
