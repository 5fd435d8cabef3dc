// What <fm-density> draws: the exact law as heat with contours, and particles on top of it.
import type { Distribution, Floats, schedules } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { drawContours, drawDensity } from '../../plot/density';
import { half } from '../../plot/field_view';
import { mix, palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/density';
import { count, type Law } from './job';

export const shows = rows(words.shows);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  source: Distribution;
  start: Distribution | 'same';
  kind: (typeof schedules)[number];
  sigma: number;
  show: keyof typeof words.shows;
  seed: number;
}
export interface Scene {
  state: Values;
  states: Floats | null;
  law: Law | null;
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, states, law }: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), color = mix(colors.noise, colors.data, state.t);
  if (law && state.show !== 'particles') {
    drawDensity(plane, law.density, color, 1);
    drawAxes(plane, colors);
    drawContours(plane, law.contours, color);
  } else drawAxes(plane, colors);
  if (states && state.show !== 'law') drawSamples(plane, { states, count, part: state.t, size: 2.6, alpha: 0.9, trail: state.show === 'both' ? 0 : 4 }, colors);
}
