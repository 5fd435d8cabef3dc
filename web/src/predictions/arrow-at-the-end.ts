// Just before t = 1, beside a data point: how long is the exact arrow?
import type { Engine } from '../engine/engine';
import type { Point, Prediction } from '../widgets/predict/question';
import { drawn, pointsOf, withField } from './parts/moons';
import { factorScore } from './parts/scores';
import { fixed } from '../ui/dom';

const t = 0.99;
const placeOf = (engine: Engine, seed: number): Point => {
  const [x, y] = drawn(engine, seed, 2, 1, 2);
  return [Math.round(10 * (x - 1.5)) / 10, Math.round(20 * (0.4 * y + 2.2)) / 20]; // above the moons
};

export default {
  fresh: true,
  ask(engine, seed) {
    const [x, y] = placeOf(engine, seed);
    return { kind: 'slider', min: 0.1, max: 1000, step: 1, start: 1, log: true, digits: 1, what: 'The arrow’s length',
      given: `Gaussian noise to two moons, t = ${t}, at the place (${fixed(x, 1)}, ${fixed(y)}), above the moons.` };
  },
  answer(engine, seed) {
    const points = pointsOf(engine, 1);
    return { truth: [Math.hypot(...withField(engine, points, (field) => field.velocity(Float32Array.from(placeOf(engine, seed)), t)))], marks: [] };
  },
  score: (answer, guess) => factorScore(answer, guess),
} satisfies Prediction;
