// What <fm-crossing> draws: who is paired with whom, where particles go, and what meets at one place.
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { arrowKey } from '../../plot/keys';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { cloud, count, type Crossing, type Here } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  share: number;
  x: number;
  y: number;
  seed: number;
}
export interface Scene {
  state: Values;
  crossing: Crossing | null;
  here: Here | null;
}

/** The length of an arrow for a speed of 1. */
const arrowScale = 0.3;

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, crossing, here }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height), { x, y } = cloud;
  drawAxes(plane, colors);
  // As wide as the share of the pairs that go along it.
  for (const side of [1, -1]) {
    plane.line(-x, side * y, x, side * y, colors.between, 2 + 12 * (1 + s.share) / 2, 0.28);
    if (s.share < 1) plane.line(-x, side * y, x, -side * y, colors.between, 2 + 12 * (1 - s.share) / 2, 0.28);
  }
  const round = cloud.width ** 2 * 4;
  for (const side of [1, -1]) {
    plane.ellipse(-x, side * y, round, 0, round, colors.noise, 1.5);
    plane.ellipse(x, side * y, round, 0, round, colors.data, 1.5);
  }
  if (crossing) {
    drawTrajectories(plane, { states: crossing.states, count, part: s.t, alpha: 0.35 }, colors);
    drawSamples(plane, { states: crossing.states, count, part: s.t, size: 3, alpha: 0.9, trail: 0 }, colors);
  }
  if (here) {
    const [a, b, c] = here.covariance.map((v) => v * arrowScale ** 2), [u, v] = here.mean.map((w) => w * arrowScale);
    plane.ellipse(s.x + u, s.y + v, a, b, c, colors.error, 2);
    plane.arrow(s.x, s.y, u, v, colors.velocity, 3.5);
    plane.dots(Float32Array.of(s.x, s.y), 7, colors.velocity, 1);
    plane.ring(s.x, s.y, 7, colors.card);
  }
  arrowKey(plane, arrowScale, colors.velocity, colors, 'top right');
}
