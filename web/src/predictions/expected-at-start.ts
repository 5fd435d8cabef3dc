// At t = 0 a network is asked for the data: what does it say?
import type { Point, Prediction } from '../widgets/predict/question';
import { condOT } from '../engine/names';
import { dataMarks, drawn, plane, pointsOf, withField } from './parts/moons';
import { pointScore } from './parts/scores';
import { fixed } from '../ui/dom';
import type { Engine } from '../engine/engine';

const placeOf = (engine: Engine, seed: number): Point => {
  const [angle] = drawn(engine, seed, 1, 0, 2 * Math.PI);
  return [1.8 * Math.cos(angle), 1.8 * Math.sin(angle)];
};

export default {
  fresh: true,
  ask(engine, seed) {
    const at = placeOf(engine, seed);
    return { kind: 'point', axes: plane, start: at, what: 'The expected data point',
      given: `The noise is at (${fixed(at[0])}, ${fixed(at[1])}), the time is 0, and the network has been trained to name the data point that belongs to it.`,
      marks: [dataMarks(pointsOf(engine, seed)), { mark: 'dots', at, colour: 'noise', radius: 7 }, { mark: 'text', at, text: 'noise', colour: 'noise' }] };
  },
  answer: (engine, seed) =>
    withField(engine, pointsOf(engine, seed), (field) => {
      const at = Float32Array.from(placeOf(engine, seed));
      return { truth: Array.from(engine.paths.convert('velocity', 'data', condOT(), 0, at, field.velocity(at, 0))), marks: [] };
    }),
  score: (answer, guess) => pointScore(answer, guess, 3),
} satisfies Prediction;
