// Two Gaussians: for which turns of the second does the flow of independent pairs go where optimal transport goes?
import { standardNormal } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { gaussianOf } from '../widgets/ellipses/ellipse';
import { choiceScore } from './parts/scores';

const options = ['for every turn', 'when their axes are the same', 'for none'], same = 1e-6;
const ellipse = (turn: number) => gaussianOf({ x: 0, y: 0, long: 1.1, short: 0.5, turn });

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'They take every noise to the same place', given: 'The first ellipse stands, the second is turned by you.' }),
  answer(engine) {
    const places = Float32Array.from(standardNormal[0].mean);
    const agree = (turn: number) => engine.transport.gaussianMaps(ellipse(90), ellipse(turn), places).distance < same;
    const straight = [0, 90].every(agree), askew = [20, 45, 70].every(agree);
    return { truth: [straight && askew ? 0 : straight ? 1 : 2], marks: [] };
  },
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
