// What flows through three sides of a box, and how the mass inside changes: what flows through the fourth?
import type { Engine } from '../engine/engine';
import { condOT, standardNormal } from '../engine/names';
import type { BoxLedger } from '../engine/field_results';
import type { Prediction } from '../widgets/predict/question';
import { laws } from '../widgets/ledger/laws';
import { drawn } from './parts/moons';
import { valueScore } from './parts/scores';
import { words } from '../ui/strings/ledger';
import { fixed } from '../ui/dom';

const most = 1;
/** A box around a place and at a time that the seed draws, where clouds part. */
function ledgerOf(engine: Engine, seed: number): { t: number; ledger: BoxLedger } {
  const [x, y, share] = drawn(engine, seed, 3, 0, 1), t = Math.round(20 * (0.35 + 0.4 * share)) / 20;
  const field = engine.fields.ofMixture(standardNormal, laws.two, condOT()), left = -0.6 + 1.6 * x, bottom = -0.9 + 1.1 * y;
  try {
    return { t, ledger: field.boxLedger(t, [left, bottom, left + 1.6, bottom + 1.4]) };
  } finally {
    field.dispose();
  }
}

export default {
  fresh: true,
  ask(engine, seed) {
    const { t, ledger: { inflow: [left, , bottom, top], change } } = ledgerOf(engine, seed), said = (v: number) => words.signed(v, 2);
    return { kind: 'slider', min: -most, max: most, step: 0.01, start: 0, digits: 2, what: 'Into it through the right side',
      given: `Noise on its way to two clouds, t = ${fixed(t)}, and a box. Into it flow, per unit of time: ${said(left)} through the left side, ${
        said(bottom)
      } at the bottom, ${said(top)} at the top. What flows out has a minus. The mass inside changes by ${said(change)}.` };
  },
  answer: (engine, seed) => ({ truth: [ledgerOf(engine, seed).ledger.inflow[1]], marks: [] }),
  score: (answer, guess) => valueScore(answer, guess, 0.2),
} satisfies Prediction;
