// Four readings of one field near the end: which grows fastest?
import { condOT, quantities, type Quantity } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { choiceScore } from './parts/scores';
import { withField } from './parts/moons';

const readings: readonly Quantity[] = quantities, place = [0.2, 0.4], before = 0.9, after = 0.99;

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options: [...readings], what: 'What grows most',
    given: `At the place (${place[0]}, ${place[1]}), between the moons, from t = ${before} to t = ${after}.` }),
  answer: (engine, seed) =>
    withField(engine, engine.data.sample('moons', 256, seed), (field) => {
      const at = Float32Array.from(place),
        size = (q: Quantity, t: number) => Math.hypot(...engine.paths.convert('velocity', q, condOT(), t, at, field.velocity(at, t)));
      const growth = readings.map((q) => size(q, after) / size(q, before));
      return { truth: [growth.indexOf(Math.max(...growth))], marks: [] };
    }),
  score: (answer, guess) => choiceScore(answer, guess, readings),
} satisfies Prediction;
