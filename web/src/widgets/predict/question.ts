// What is asked, what was guessed, what is true: plain data, because it travels between the page and a worker.
// A guess and a truth are numbers: a point's x and y, an arrow's u and v, a curve's heights, a slider's value, the
// option that is chosen, the items in their order, or each point's partner.
import type { Engine } from '../../engine/engine';

export type Point = [number, number];
export type Colour = 'noise' | 'data' | 'between' | 'velocity' | 'exact' | 'error' | 'ink' | 'muted';

/** Something drawn in a plane, in its own units. */
export type Mark =
  | { mark: 'dots'; at: ArrayLike<number>; colour: Colour; radius?: number }
  | { mark: 'line'; through: ArrayLike<number>; colour: Colour; dashed?: boolean }
  | { mark: 'arrow'; from: Point; by: Point; colour: Colour }
  | { mark: 'text'; at: Point; text: string; colour: Colour };

export interface Axis {
  from: number;
  to: number;
  log?: boolean;
  label?: string;
}
/** `aspect`: height by width; 1 when left out. */
export interface Axes {
  x: Axis;
  y: Axis;
  aspect?: number;
}

/** `what` names the guess: "where it lands". */
export type Asked =
  | { kind: 'point'; axes: Axes; marks: Mark[]; start: Point; what: string }
  /** Drawn from `at`; an arrow of speed 1 is `scale` long in the plane. */
  | { kind: 'arrow'; axes: Axes; marks: Mark[]; at: Point; scale: number; what: string }
  /** A height at each of these x. */
  | { kind: 'curve'; axes: Axes; marks: Mark[]; columns: number[]; start: number; what: string }
  | { kind: 'slider'; min: number; max: number; step: number; start: number; log?: boolean; digits: number; unit?: string; what: string }
  | { kind: 'choose'; options: string[]; what: string }
  /** From `first` to `last`; `items` as they stand before anyone moves them. */
  | { kind: 'order'; items: string[]; first: string; last: string; what: string }
  | { kind: 'connect'; axes: Axes; marks: Mark[]; from: Point[]; to: Point[]; what: string };
export type Kind = Asked['kind'];
/** `given`: the numbers of this draw in a sentence. */
export type Question = Asked & { given: string };
export type Of<K extends Kind> = Extract<Question, { kind: K }>;

/** `marks` are drawn with the truth. */
export interface Answer {
  truth: number[];
  marks: Mark[];
}
export type Quality = 'right' | 'near' | 'off';
export interface Score {
  quality: Quality;
  sentence: string;
}

/** One prediction, a file of web/src/predictions. All that it knows it computes with the engine. */
export interface Prediction {
  /** Whether another seed asks something else. */
  fresh: boolean;
  ask(engine: Engine, seed: number): Question;
  answer(engine: Engine, seed: number): Answer | Promise<Answer>;
  score(answer: Answer, guess: number[], engine: Engine, seed: number): Score;
}
