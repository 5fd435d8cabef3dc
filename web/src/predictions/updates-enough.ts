// How many updates until a small network carries noise to moons?
import { condOT } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { network } from '../widgets/train/net';
import { pointsOf } from './parts/moons';
import { factorScore } from './parts/scores';

const count = 500, good = 1.5, every = 40, most = 2000, steps = 20;

export default {
  fresh: true,
  ask: () => ({ kind: 'slider', min: 10, max: 10000, step: 10, start: 1000, log: true, digits: 0, what: 'Updates',
    given:
      `A network of three layers of 64, batches of 256. Good: W2 of ${count} samples to fresh moons is at most ${good} times what two fresh draws are apart.` }),
  answer(engine, seed) {
    const draw = (k: number) => engine.data.sample('moons', count, seed, 30 + k),
      w2 = (a: ReturnType<typeof draw>, b: ReturnType<typeof draw>) => engine.transport.distance('w2', a, b, b).value;
    const fresh = draw(0), floor = [1, 2, 3].reduce((sum, k) => sum + w2(fresh, draw(k)), 0) / 3, noise = engine.data.sample('gaussian', count, seed, 40);
    const net = engine.trainer({ ...network, points: pointsOf(engine, seed, 2048), source: 'gaussian', schedule: condOT(), seed, learningRate: 0.016 });
    try {
      let done = 0;
      while (done < most && w2(net.solve('euler', steps, noise).slice(-noise.length), fresh) > good * floor) done += net.run(every).length;
      return { truth: [done], marks: [] };
    } finally {
      net.dispose();
    }
  },
  score: (answer, guess) => factorScore(answer, guess, 0),
} satisfies Prediction;
