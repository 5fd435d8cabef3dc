// What <fm-labels> draws: at the left which noise each class was paired with, at the right what becomes of noise when a
// class is asked for.
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { placesAt } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { words } from '../../ui/strings/labels';
import { count, type Labelled, type Way } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  way: Way;
  label: number;
  seed: number;
}
export interface Scene {
  state: Values;
  /** And of which pairs it is: not those that are chosen while it is computed. */
  labelled: (Labelled & { way: Way }) | null;
}

const linesShown = 60;
const colorOf = (c: number, colors: Palette) => [colors.data, colors.noise][c];

function begin(ctx: CanvasRenderingContext2D, width: number, height: number): { plane: Plane; colors: Palette } {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset);
  drawAxes(plane, colors);
  return { plane, colors };
}

export function drawPairs(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, labelled }: Scene): void {
  const { plane, colors } = begin(ctx, width, height);
  if (!labelled) return;
  labelled.noise.forEach((x0, c) => {
    const x1 = labelled.paired[c], asked = c === s.label, color = colorOf(c, colors);
    for (let i = 0; asked && i < 2 * linesShown; i += 2) plane.line(x0[i], x0[i + 1], x1[i], x1[i + 1], colors.between, 1, 0.3);
    plane.dots(x1, 1.5, color, 0.35);
    plane.dots(x0, asked ? 2.8 : 2, color, asked ? 0.9 : 0.4);
  });
  drawTitle(plane, words.titles.pairs, colors);
}

export function drawAsked(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, labelled }: Scene): void {
  const { plane, colors } = begin(ctx, width, height);
  if (!labelled) return;
  labelled.truth.forEach((x, c) => plane.dots(x, 1.5, colorOf(c, colors), 0.35));
  const states = labelled.states[s.label];
  drawTrajectories(plane, { states, count, part: s.t, alpha: 0.12 }, colors);
  plane.dots(placesAt(states, count, s.t), 2.8, colorOf(s.label, colors), 0.95);
  drawTitle(plane, words.titles.asked(words.classes[s.label]), colors);
}
