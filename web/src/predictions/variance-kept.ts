// Given how much data there is at each time: how much noise keeps the cloud as wide as it was?
import type { Engine } from '../engine/engine';
import type { ScheduleValue } from '../engine/paths';
import type { Prediction } from '../widgets/predict/question';
import { curveScore } from './parts/scores';
import { share } from '../widgets/predict/frame';

const columns = Array.from({ length: 11 }, (_, i) => i / 10);
const axes = { x: { from: 0, to: 1, label: 't' }, y: { from: 0, to: 1.2 }, aspect: 0.7 };
const values = (engine: Engine, times: number[]): ScheduleValue[] => engine.paths.schedule({ kind: 'linear-vp', parameter: 0 }, times);

export default {
  fresh: false,
  ask: (engine) => ({ kind: 'curve', axes, columns, start: 0.6, what: 'The weight of the noise',
    marks: [{ mark: 'line', through: values(engine, columns).flatMap((v, i) => [columns[i], v.alpha]), colour: 'data' }, { mark: 'text', at: [0.66, 0.72],
      text: 'data', colour: 'data' }],
    given: 'The weight of the data grows as t. Noise and data have spread 1 each, independently; the mixture shall have spread 1 at every time.' }),
  answer: (engine) => ({ truth: values(engine, columns).map((v) => v.sigma), marks: [] }),
  score: (answer, guess) => curveScore(answer, guess, (v) => share(axes.y, v)),
} satisfies Prediction;
