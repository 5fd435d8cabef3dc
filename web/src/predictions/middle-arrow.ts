// Halfway between noise and data: which way do the lines through a place go on average?
import type { Engine } from '../engine/engine';
import type { Point, Prediction } from '../widgets/predict/question';
import { condOT } from '../engine/names';
import { dataMarks, drawn, plane, pointsOf, withField } from './parts/moons';
import { arrowScore } from './parts/scores';
import { fixed } from '../ui/dom';

const t = 0.5, shownLines = 14, scale = 1;
/** At one side or the other, where the lines do not cancel. */
const placeOf = (engine: Engine, seed: number): Point => {
  const [x, y] = drawn(engine, seed, 2, -1, 1);
  return [Math.round(100 * (Math.sign(x) * 0.7 + 0.8 * x)) / 100, Math.round(90 * y) / 100];
};

export default {
  fresh: true,
  ask(engine, seed) {
    const at = placeOf(engine, seed);
    return {
      kind: 'arrow',
      axes: plane,
      at,
      scale,
      marks: [dataMarks(pointsOf(engine, 1))],
      what: 'The mean velocity',
      given: `Noise is Gaussian around (0, 0); t = ${t}; the place is (${fixed(at[0])}, ${
        fixed(at[1])
      }). From one line of the grid to the next is a speed of 2.`,
    };
  },
  answer(engine, seed) {
    const points = pointsOf(engine, 1), at = placeOf(engine, seed);
    const mean = withField(engine, points, (field) => Array.from(field.velocity(Float32Array.from(at), t)));
    // Some of the lines that pass there, the likeliest first.
    const { weights, partners } = engine.fields.posterior(points, 'gaussian', condOT(), t, ...at);
    const likeliest = Array.from(weights.keys()).sort((a, b) => weights[b] - weights[a]).filter((_, i) => i % 12 === 0).slice(0, shownLines);
    return {
      truth: mean,
      marks: likeliest.map((i) => ({ mark: 'line' as const, through: [partners[2 * i], partners[2 * i + 1], points[2 * i], points[2 * i + 1]],
        colour: 'between' as const, dashed: true })
      ),
    };
  },
  score: (answer, guess) => arrowScore(answer, guess),
} satisfies Prediction;
