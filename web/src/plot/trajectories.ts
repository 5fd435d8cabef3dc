// Trajectories: where each sample goes while t runs. Many lines, batched by time, from the colour of noise to that of data.
// Say trajectory (t runs), never streamline.
import { ramp, type Palette } from './palette';
import type { Plane } from './plane';

export interface Trajectories {
  /** (steps + 1) x count x 2. */
  states: Float32Array;
  count: number;
  /** How far they have come, 0 to 1: the rest is not drawn. */
  part?: number;
  width?: number;
  alpha?: number;
}

const colorsAlong = 12;

export function drawTrajectories(plane: Plane, { states, count, part = 1, width = 1, alpha = 0.5 }: Trajectories, colors: Palette): void {
  const { ctx } = plane, steps = states.length / (2 * count) - 1, shown = Math.max(0, Math.min(1, part)) * steps;
  const along = ramp(colors.noise, colors.data, colorsAlong), pieces = Math.min(colorsAlong, steps);
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.globalAlpha = alpha;
  for (let piece = 0; piece < pieces; piece++) {
    const first = Math.round((piece * steps) / pieces), last = Math.min(Math.round(((piece + 1) * steps) / pieces), shown);
    if (first >= last) break;
    ctx.strokeStyle = along[Math.round(((piece + 0.5) / pieces) * (colorsAlong - 1))];
    ctx.beginPath();
    for (let i = 0; i < count; i++) {
      const x = (k: number) => states[2 * (k * count + i)], y = (k: number) => states[2 * (k * count + i) + 1];
      ctx.moveTo(plane.px(x(first)), plane.py(y(first)));
      for (let k = first + 1; k <= Math.floor(last); k++) ctx.lineTo(plane.px(x(k)), plane.py(y(k)));
      const k = Math.floor(last), share = last - k;
      if (share > 0) ctx.lineTo(plane.px(x(k) + share * (x(k + 1) - x(k))), plane.py(y(k) + share * (y(k + 1) - y(k))));
    }
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
