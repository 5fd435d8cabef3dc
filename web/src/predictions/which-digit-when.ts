// From which time on does the network know the digit that it will draw?
import type { Engine } from '../engine/engine';
import { condOT, type Floats } from '../engine/names';
import { noLabel, pixels } from '../engine/unet';
import type { Prediction } from '../widgets/predict/question';
import { noiseOf, withNetwork } from './parts/digits';
import { valueScore } from './parts/scores';

const steps = 20, count = 10, most = 8;

/** What the network believes the ends to be, at each step, for ten noises; and the ends. */
const beliefs = (engine: Engine, seed: number): Promise<{ believed: Floats[]; ends: Floats }> =>
  withNetwork((net, digits) => {
    const labels = new Array<number>(count).fill(noLabel), believed: Floats[] = [];
    let x = noiseOf(digits, seed, count);
    for (let i = 0; i < steps; i++) {
      const t = i / steps, v = net.velocity(x, t, labels);
      const [data, noise] = (['data', 'noise'] as const).map((what) => engine.paths.convert('velocity', what, condOT(), t, x, v));
      believed.push(data);
      x = engine.paths.sample(noise, data, (i + 1) / steps, condOT()).xt; // Euler: on along the line that it believes in
    }
    return { believed, ends: x };
  });

export default {
  fresh: true,
  ask: () => ({
    kind: 'slider',
    min: 0,
    max: 1,
    step: 1 / steps,
    start: 0.5,
    digits: 2,
    what: 'They are known from t =',
    given:
      `Ten noises, ${steps} Euler steps, no label. The time from which on, for ${most} of them or more, what the network expects is nearer to its own end than to those of the other nine.`,
  }),
  async answer(engine, seed) {
    const { believed, ends } = await beliefs(engine, seed);
    const knows = believed.map((b) => {
      const far = engine.transport.squaredDistances(b, ends, pixels);
      const nearest = Array.from({ length: count }, (_, i) => {
        const row = far.subarray(i * count, (i + 1) * count);
        return row.indexOf(Math.min(...row));
      });
      return nearest.filter((end, i) => end === i).length;
    });
    return { truth: [(knows.reduce((last, n, i) => (n < most ? i : last), -1) + 1) / steps], marks: [] };
  },
  score: (answer, guess) => valueScore(answer, guess, 0.5),
} satisfies Prediction;
