// Two velocities are given, the free one and that of a class: where does the guided one point?
import type { Engine } from '../engine/engine';
import { condOT, standardNormal, type Gaussian } from '../engine/names';
import type { Point, Prediction } from '../widgets/predict/question';
import { drawn, plane } from './parts/moons';
import { arrowScore } from './parts/scores';
import { fixed } from '../ui/dom';

const t = 0.5, w = 2, scale = 0.5;
/** A class at the left and one at the right, as wide as each other. */
const laws: Gaussian[] = [-1.5, 1.5].map((x) => ({ weight: 0.5, mean: [x, 0], covariance: [0.4, 0, 0.4] }));
/** Between the two, where a class makes a difference. */
const placeOf = (engine: Engine, seed: number): Point => drawn(engine, seed, 2, -0.9, 0.9).map((v) => Math.round(20 * v) / 20) as Point;
const asked = (seed: number) => seed % 2;

function velocities(engine: Engine, seed: number): { free: Point; ofClass: Point } {
  const at = Float32Array.from(placeOf(engine, seed));
  const exact = (law: Gaussian[]): Point => {
    const field = engine.fields.ofMixture(standardNormal, law, condOT());
    try {
      const [u, v] = field.velocity(at, t);
      return [u, v];
    } finally {
      field.dispose();
    }
  };
  return { free: exact(laws), ofClass: exact([{ ...laws[asked(seed)], weight: 1 }]) };
}

export default {
  fresh: true,
  ask(engine, seed) {
    const at = placeOf(engine, seed), { free, ofClass } = velocities(engine, seed);
    const arrow = (by: Point, colour: 'between' | 'exact') => ({ mark: 'arrow' as const, from: at, by: by.map((v) => v * scale) as Point, colour });
    return {
      kind: 'arrow',
      axes: plane,
      at,
      scale,
      marks: [arrow(free, 'between'), arrow(ofClass, 'exact')],
      what: 'The guided velocity',
      given:
        `At the place (${fixed(at[0])}, ${fixed(at[1])}) the free velocity, grey, is (${fixed(free[0])}, ${fixed(free[1])}), and that of the class, violet, ` +
        `(${fixed(ofClass[0])}, ${fixed(ofClass[1])}); w = ${w}. From one line of the grid to the next is a speed of 4.`,
    };
  },
  answer(engine, seed) {
    const { free, ofClass } = velocities(engine, seed);
    // Further along the line from the one to the other: a blend whose share is w.
    return { truth: Array.from(engine.noise.blend(Float32Array.from(free), Float32Array.from(ofClass), w, false)), marks: [] };
  },
  score: (answer, guess) => arrowScore(answer, guess),
} satisfies Prediction;
