// What a velocity field answers, and a solver on it.
import type { Doubles, Floats, solveOutcomes } from './names';

export interface FieldSample {
  u: Floats;
  logDensity: Floats;
}
export interface Adaptive {
  /** One state a time, n x 2 each; fewer than asked when t1 was not reached. */
  states: Floats;
  written: number;
  outcome: (typeof solveOutcomes)[number];
  steps: number;
  refused: number;
  evaluations: number;
  t: number;
}

/** One step that an adaptive solver tried: from t to next, and where that led. */
export interface Attempt {
  t: number;
  next: number;
  kept: boolean;
  x: number;
  y: number;
}
export interface Attempts {
  attempts: Attempt[];
  outcome: (typeof solveOutcomes)[number];
  steps: number;
  refused: number;
  evaluations: number;
  t: number;
}
/** Errors by the number of steps, and the order that they show (NaN: none). */
export interface ErrorCurve {
  errors: Doubles;
  slope: number;
}
/** What is computed for the sides of a box. */
export type Sides = [left: number, right: number, bottom: number, top: number];
/** Mass per unit of time into a box through its sides, the mass inside, and its change per unit of time, which is found
 *  without the flow. */
export interface BoxLedger {
  inflow: Sides;
  mass: number;
  change: number;
}
/** Particles that pass the sides of a box, how many are inside at first and at last, and of each whether it came in (1), went
 *  out (-1) or neither. */
export interface BoxCrossings {
  in: Sides;
  out: Sides;
  before: number;
  after: number;
  net: Int32Array<ArrayBuffer>;
}
