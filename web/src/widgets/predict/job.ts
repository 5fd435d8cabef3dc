// The worker that asks and grades: each prediction of web/src/predictions by its name.
import { Engine } from '../../engine/engine';
import { serve, type Handlers } from '../../engine/runtime/serve';
import type { Answer, Prediction, Question, Score } from './question';

export interface PredictJobs {
  ask: { payload: { name: string; seed: number }; progress: never; result: { question: Question; fresh: boolean } };
  /** Without a guess there is no score. */
  reveal: {
    payload: { name: string; seed: number; guess: number[] | null };
    progress: never;
    result: { answer: Answer; score: Score | null };
  };
}

const predictionOf = async (name: string) => ((await import(`../../predictions/${name}.ts`)) as { default: Prediction }).default;

function handlersOf(engine: Engine): Handlers<PredictJobs> {
  return {
    async ask({ name, seed }) {
      const prediction = await predictionOf(name);
      return { question: prediction.ask(engine, seed), fresh: prediction.fresh };
    },
    async reveal({ name, seed, guess }) {
      const prediction = await predictionOf(name), answer = await prediction.answer(engine, seed);
      return { answer, score: guess && prediction.score(answer, guess, engine, seed) };
    },
  };
}

serve(async (module) => handlersOf(await Engine.from(module)));
