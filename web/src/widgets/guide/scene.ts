// What <fm-guide> draws: three classes as they are and as the network draws them, and three velocities at one place.
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawTrajectories } from '../../plot/trajectories';
import { placesAt } from '../../plot/samples';
import { count, type Guided } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  w: number;
  drop: number;
  label: number;
  x: number;
  y: number;
  seed: number;
}
export interface Scene {
  state: Values;
  guided: Guided | null;
}

const arrowScale = 0.3;
export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);
const colorOf = (c: number, colors: Palette) => [colors.data, colors.noise, colors.error][c];

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, guided }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height);
  drawAxes(plane, colors);
  if (!guided) return;
  guided.truth.forEach((x, c) => plane.dots(x, 1.5, colorOf(c, colors), 0.3));
  drawTrajectories(plane, { states: guided.states[s.label], count, part: s.t, alpha: 0.12 }, colors);
  guided.states.forEach((states, c) => plane.dots(placesAt(states, count, s.t), c === s.label ? 2.8 : 2, colorOf(c, colors), c === s.label ? 0.95 : 0.55));
  const { free, conditional, guided: both } = guided.at;
  plane.arrow(s.x, s.y, arrowScale * free[0], arrowScale * free[1], colors.between, 2.4);
  plane.arrow(s.x, s.y, arrowScale * conditional[0], arrowScale * conditional[1], colors.velocity, 2.8);
  plane.arrow(s.x, s.y, arrowScale * both[0], arrowScale * both[1], colors.exact, 3.2);
  plane.dots(Float32Array.of(s.x, s.y), 8, colors.card, 1);
  plane.dots(Float32Array.of(s.x, s.y), 6, colors.ink, 1);
}
