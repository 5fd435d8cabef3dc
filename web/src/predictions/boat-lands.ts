// A boat in the wind: where does it land?
import type { Point, Prediction } from '../widgets/predict/question';
import type { Engine } from '../engine/engine';
import type { Field } from '../engine/field';
import { openWind } from '../widgets/flow/fields';
import { drawn, plane } from './parts/moons';
import { pointScore } from './parts/scores';
import { fixed } from '../ui/dom';

const steps = 400;
/** The wind that <fm-flow> opens with. */
function withWind<T>(engine: Engine, use: (field: Field) => T): T {
  const field = openWind(engine, 'gyre', 1);
  try {
    return use(field);
  } finally {
    field.dispose();
  }
}
const startOf = (engine: Parameters<Prediction['ask']>[0], seed: number): Point => {
  const [angle, radius] = drawn(engine, seed, 2, 0, 1);
  return [(0.7 + radius) * Math.cos(2 * Math.PI * angle), (0.7 + radius) * Math.sin(2 * Math.PI * angle)];
};

export default {
  fresh: true,
  ask(engine, seed) {
    const start = startOf(engine, seed), grid = Array.from({ length: 9 }, (_, i) => i - 4),
      at = Float32Array.from(grid.flatMap((y) => grid.flatMap((x) => [0.8 * x, 0.8 * y])));
    const wind = withWind(engine, (field) => field.velocity(at, 0.3));
    return {
      kind: 'point',
      axes: plane,
      start,
      what: 'Where it lands',
      given: `It starts at (${fixed(start[0])}, ${fixed(start[1])}) at t = 0 and is left to the wind until t = 1. The arrows are the wind at t = 0.3.`,
      marks: [
        ...Array.from({ length: at.length / 2 },
          (_, i) => ({ mark: 'arrow' as const, from: [at[2 * i], at[2 * i + 1]] as Point, by: [0.1 * wind[2 * i], 0.1 * wind[2 * i + 1]] as Point,
            colour: 'velocity' as const })),
        { mark: 'dots', at: start, colour: 'noise', radius: 7 },
        { mark: 'text', at: start, text: 'start', colour: 'noise' },
      ],
    };
  },
  answer(engine, seed) {
    const path = withWind(engine, (field) => field.solve('rk4', engine.fields.grid(0, 1, steps), Float32Array.from(startOf(engine, seed))));
    return { truth: Array.from(path.slice(-2)), marks: [{ mark: 'line', through: Array.from(path), colour: 'exact' }] };
  },
  score(answer, guess, engine, seed) {
    const [x, y] = startOf(engine, seed);
    return pointScore(answer, guess, Math.max(1, Math.hypot(answer.truth[0] - x, answer.truth[1] - y)));
  },
} satisfies Prediction;
