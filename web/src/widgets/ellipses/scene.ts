// What <fm-ellipses> draws: a source and a target, points around the source on their way by the flow, and where the optimal
// map would have them.
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { mix, palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { placesAt } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { count, type Maps } from './job';
import { drawnAt, gaussianOf, tip, type Ellipse } from './ellipse';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  turn: number;
  stretch: number;
}
export interface Scene {
  state: Values;
  maps: Maps | null;
}

const size = 0.62; // the root of the product of a target's two widths
export const source: Ellipse = { x: -1.9, y: 0, long: 1.1, short: 0.42, turn: 90 };
export const targetOf = ({ turn, stretch }: Values): Ellipse => ({ x: 1.7, y: 0, long: size * Math.sqrt(stretch), short: size / Math.sqrt(stretch), turn });

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);

function drawEllipse(plane: Plane, e: Ellipse, color: string): void {
  const [a, b, c] = gaussianOf(e).covariance.map((v) => v * drawnAt ** 2);
  plane.ellipse(e.x, e.y, a, b, c, color, 1.5);
}

/** Where the two maps part: a line between what each makes of one point. */
function drawGaps(plane: Plane, flow: Float32Array, optimal: Float32Array, colors: Palette): void {
  for (let i = 0; i < optimal.length; i += 2) plane.line(flow[i], flow[i + 1], optimal[i], optimal[i + 1], colors.error, 2, 0.9);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, maps }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height), target = targetOf(state), [x, y] = tip(target);
  drawAxes(plane, colors);
  drawEllipse(plane, source, colors.noise);
  drawEllipse(plane, target, colors.data);
  plane.line(target.x, target.y, x, y, colors.data, 1.5, 0.7);
  if (maps) {
    const { start, states, optimal } = maps, at = placesAt(states, count, state.t), best = new Float32Array(start.length);
    for (let i = 0; i < best.length; i++) best[i] = start[i] + state.t * (optimal[i] - start[i]);
    for (let i = 0; i < best.length; i += 2) plane.line(start[i], start[i + 1], best[i], best[i + 1], colors.exact, 1, 0.35);
    drawTrajectories(plane, { states, count, part: state.t, width: 1.4, alpha: 0.75 }, colors);
    drawGaps(plane, at, best, colors);
    for (let i = 0; i < best.length; i += 2) plane.ring(best[i], best[i + 1], 4, colors.exact);
    plane.dots(at, 3.6, mix(colors.noise, colors.data, state.t), 1);
    plane.dots(start, 2, colors.noise, 0.8);
  }
  plane.dots(Float32Array.of(x, y), 8, colors.data, 1);
  plane.ring(x, y, 8, colors.card);
}
