// What <fm-adaptive> draws: a trajectory with the places where its steps ended, and under it, over time, every step that
// was tried: kept ones as bars as high as they are long, those taken back below the line.
import type { Solver } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { fineSteps, half, type Wind } from '../flow/fields';
import type { Adapted } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  wind: Wind;
  strength: number;
  solver: Solver;
  tolerance: number;
  x: number;
  y: number;
}
export interface Scene {
  state: Values;
  run: Adapted | null;
}

/** Under the plane, a strip of time. */
const strip = 84;
export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height - strip, half, axesInset);

function at(path: Float32Array, t: number): [number, number] {
  const s = Math.min(fineSteps, t * fineSteps), i = Math.min(fineSteps - 1, Math.floor(s)), f = s - i;
  return [path[2 * i] + f * (path[2 * i + 2] - path[2 * i]), path[2 * i + 1] + f * (path[2 * i + 3] - path[2 * i + 1])];
}

function drawPlane(plane: Plane, { state: s, run }: Scene, colors: Palette): void {
  drawAxes(plane, colors);
  const { ctx } = plane;
  ctx.beginPath();
  ctx.rect(plane.px(-half), plane.py(half), 2 * half * plane.scale, 2 * half * plane.scale);
  ctx.clip();
  if (run) {
    const { arrows } = run, wind = run.wind[Math.round(s.t * (run.wind.length - 1))], fastest = Math.max(...run.wind.flatMap((w) => Math.max(...w)), 1e-9);
    for (let i = 0; i < arrows.length; i += 2)
      plane.arrow(arrows[i], arrows[i + 1], (0.5 * wind[i]) / fastest, (0.5 * wind[i + 1]) / fastest, colors.velocity, 1, 0.4);
    const path = (part: number, alpha: number, width: number) => {
      Object.assign(ctx, { strokeStyle: colors.exact, globalAlpha: alpha, lineWidth: width, lineJoin: 'round' });
      ctx.beginPath();
      for (let k = 0; k <= part * fineSteps; k++) ctx.lineTo(plane.px(run.fine[2 * k]), plane.py(run.fine[2 * k + 1]));
      ctx.stroke();
      ctx.globalAlpha = 1;
    };
    path(1, 0.25, 1.5);
    path(s.t, 0.9, 2.2);
    let from: [number, number] = [s.x, s.y];
    for (const a of run.attempts) {
      if (a.t > s.t) break;
      if (a.kept) {
        from = [a.x, a.y];
        if (a.next <= s.t + 1e-9) plane.dots(Float32Array.of(a.x, a.y), 4, colors.data, 1);
        continue;
      }
      // Where a step would have led that was taken back.
      plane.line(from[0], from[1], a.x, a.y, colors.error, 1.2, 0.7);
      plane.dots(Float32Array.of(a.x, a.y), 3, colors.error, 0.8);
    }
    plane.dots(Float32Array.of(...at(run.fine, s.t)), 5, colors.exact, 1);
  }
  plane.dots(Float32Array.of(s.x, s.y), 9, colors.card, 1);
  plane.dots(Float32Array.of(s.x, s.y), 7, colors.noise, 1);
}

function drawStrip(ctx: CanvasRenderingContext2D, width: number, top: number, { state: s, run }: Scene, colors: Palette): void {
  const left = 16, right = 16, line = top + 48, x = (t: number) => left + t * (width - left - right);
  ctx.strokeStyle = colors.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x(0), line + 0.5);
  ctx.lineTo(x(1), line + 0.5);
  ctx.stroke();
  ctx.font = '11px "Inter Variable", system-ui, sans-serif';
  ctx.fillStyle = colors.muted;
  ctx.textBaseline = 'top';
  for (const t of [0, 0.25, 0.5, 0.75, 1]) {
    ctx.textAlign = t === 0 ? 'left' : t === 1 ? 'right' : 'center';
    ctx.fillText(t === 0 ? 't = 0' : String(t), x(t), line + 20);
  }
  if (run) {
    const longest = Math.max(...run.attempts.map((a) => a.next - a.t), 1e-9);
    for (const a of run.attempts) {
      const past = a.t <= s.t, w = Math.max(1, x(a.next) - x(a.t) - 1);
      ctx.globalAlpha = past ? 0.9 : 0.3;
      if (a.kept) {
        const tall = 5 + 36 * ((a.next - a.t) / longest);
        ctx.fillStyle = colors.data;
        ctx.fillRect(x(a.t), line - tall, w, tall);
      } else {
        ctx.fillStyle = colors.error;
        ctx.fillRect(x(a.t), line + 3, Math.max(2, w), 5);
        ctx.fillRect(x(a.t), line + 3, 2, 13);
      }
    }
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(x(s.t), top + 6);
  ctx.lineTo(x(s.t), line + 18);
  ctx.stroke();
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette();
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, width, height - strip);
  ctx.clip();
  drawPlane(planeOf(ctx, width, height), scene, colors);
  ctx.restore();
  drawStrip(ctx, width, height - strip, scene, colors);
}
