// What <fm-pair> draws: what noise and data are drawn from, pairs on their paths, and the velocity of each.
import type { Distribution, schedules } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { arrowKey } from '../../plot/keys';
import { mix, palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { times, type Ways } from './job';

/** The length of an arrow for a speed of 1. */
const arrowScale = 0.3, mostLines = 60;

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  pairs: number;
  kind: (typeof schedules)[number];
  data: Distribution;
  source: Distribution;
  seed: number;
  ax: number;
  ay: number;
  bx: number;
  by: number;
}
export interface Scene {
  state: Values;
  ways: Ways | null;
}

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);
/** Place and velocity of a pair at the time that is shown. */
export function at({ states, velocities, x0 }: Ways, t: number, pair: number): { x: number; y: number; u: number; v: number } {
  const i = 2 * ((x0.length / 2) * Math.round(t * times) + pair);
  return { x: states[i], y: states[i + 1], u: velocities[i], v: velocities[i + 1] };
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, ways }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height);
  drawAxes(plane, colors);
  if (!ways) return;
  const n = ways.x0.length / 2, one = n === 1, few = n <= 10;
  plane.dots(ways.source, 1.4, colors.noise, 0.3);
  plane.dots(ways.data, 1.4, colors.data, 0.35);
  Object.assign(ctx, { strokeStyle: colors.between, lineWidth: one ? 1.6 : 1.1, globalAlpha: few ? 0.9 : 0.35 });
  ctx.setLineDash(few ? [5, 4] : []);
  ctx.beginPath();
  for (let p = 0; p < Math.min(n, mostLines); p++) {
    for (let k = 0; k <= times; k++) {
      const i = 2 * (n * k + p);
      ctx[k === 0 ? 'moveTo' : 'lineTo'](plane.px(ways.states[i]), plane.py(ways.states[i + 1]));
    }
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  plane.dots(ways.x0, one ? 7 : few ? 4 : 2, colors.noise, 0.95);
  plane.dots(ways.x1, one ? 7 : few ? 4 : 2, colors.data, 0.95);
  const moving = new Float32Array(2 * n);
  for (let p = 0; p < n; p++) {
    const { x, y, u, v } = at(ways, state.t, p);
    moving.set([x, y], 2 * p);
    if (p < mostLines) plane.arrow(x, y, u * arrowScale, v * arrowScale, colors.velocity, one ? 3 : 1.5, 0.85);
  }
  plane.dots(moving, one ? 6 : few ? 4 : 2.2, mix(colors.noise, colors.data, state.t), 1);
  arrowKey(plane, arrowScale, colors.velocity, colors, 'top right');
}
