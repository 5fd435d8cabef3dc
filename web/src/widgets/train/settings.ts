// What of <fm-train> stands in the link.
import type { Distribution, Solver } from '../../engine/names';
import { dataOptions, keys, rows, solverOptions, sourceOptions } from '../../ui/names';
import { words } from '../../ui/strings/train';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { segmentsOf } from './run';

export const views = rows(words.views);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  source: Distribution;
  seed: number;
  rate: number;
  view: keyof typeof words.views;
  particles: boolean;
  solver: Solver;
  steps: number;
  run: string;
}

export const stepCounts = [1, 2, 3, 4, 5, 8, 10, 20, 50, 100];

export const start: Values = {
  t: 0,
  data: 'moons',
  source: 'gaussian',
  seed: 1,
  rate: -1.8,
  view: 'learned',
  particles: true,
  solver: 'euler',
  steps: 20,
  run: '600@-1.8',
};
export const valid = {
  t: within(0, 1),
  data: oneOf(keys(dataOptions)),
  source: oneOf(keys(sourceOptions)),
  seed: wholeWithin(0, 4294967295),
  rate: within(-4, 1),
  view: oneOf(keys(views)),
  solver: oneOf(keys(solverOptions)),
  steps: (v: number) => stepCounts.includes(v),
  run: (v: string) => segmentsOf(v) !== null,
};
