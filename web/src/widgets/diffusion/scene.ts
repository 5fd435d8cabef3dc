// What <fm-diffusion> draws: particles on their way, and the ways of a few of them.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { mix, palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { count, type Walk } from './job';

const drawn = 24;

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  strength: number;
  steps: number;
  seed: number;
}
export interface Scene {
  state: Values;
  walk: Walk | null;
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, walk }: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset);
  drawAxes(plane, colors);
  if (!walk) return;
  const { states, data } = walk, steps = states.length / (2 * count) - 1, few = new Float32Array(2 * drawn * (steps + 1));
  for (let k = 0; k <= steps; k++) few.set(states.subarray(2 * count * k, 2 * count * k + 2 * drawn), 2 * drawn * k);
  plane.dots(data, 1.6, colors.data, 0.35);
  drawTrajectories(plane, { states: few, count: drawn, part: state.t }, colors);
  drawSamples(plane, { states, count, part: state.t, size: 2.6, alpha: 0.85, trail: 0 }, colors);
  plane.dots(few.subarray(2 * drawn * Math.round(state.t * steps), 2 * drawn * (Math.round(state.t * steps) + 1)), 3.4, mix(colors.noise, colors.data, state.t),
    1);
}
