// A network learns the field of twenty points: are its samples nearer to those points than fresh data are?
import type { Engine } from '../engine/engine';
import type { Prediction } from '../widgets/predict/question';
import { freshOf, late, learnedEnds, netOf, type Problem } from '../widgets/memory/ends';
import { choiceScore } from './parts/scores';

const options = ['nearer to the twenty points', 'about as near', 'farther from them'], alike = 1.25;
const problem: Problem = { data: 'moons', points: 20, width: 64, seed: 1 };

function truth(engine: Engine): number {
  const net = netOf(engine, problem), fresh = freshOf(engine, problem).distance;
  try {
    net.run(late);
    const { distance } = learnedEnds(engine, problem, net);
    return distance < fresh / alike ? 0 : distance < fresh * alike ? 1 : 2;
  } finally {
    net.dispose();
  }
}

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'Its samples are',
    given:
      `Gaussian noise to ${problem.points} points of two moons, three layers of ${problem.width}, 3,000 updates; beside fresh points of the same moons, which it has never seen.` }),
  answer: (engine) => ({ truth: [truth(engine)], marks: [] }),
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
