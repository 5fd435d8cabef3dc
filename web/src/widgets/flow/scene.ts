// What <fm-flow> draws: the wind as tracers, boats and their trajectories, the flow map as a grid.
import type { Solver } from '../../engine/names';
import type { TracerFilm } from '../../engine/picture';
import { axesInset, drawAxes } from '../../plot/axes';
import { palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawTracers } from '../../plot/tracers';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/flow';
import { fineSteps, half, type Wind } from './fields';
import type { Boats, Flow } from './job';

export const views = rows(words.views);
export type View = keyof typeof words.views;
export interface Values extends Record<string, number | string | boolean> {
  t: number;
  wind: Wind;
  strength: number;
  view: View;
  x: number;
  y: number;
  bx: number;
  by: number;
  solver: Solver;
  steps: number;
  seed: number;
}
export interface Scene {
  state: Values;
  film: TracerFilm | null;
  flow: Flow | null;
  boats: Boats | null;
}

/** Boat `which` at time t on a path of `steps` steps for two boats, straight between them. */
export function along(path: Float32Array, steps: number, which: number, t: number): [number, number] {
  const s = Math.max(0, Math.min(steps, t * steps)), i = Math.min(steps - 1, Math.floor(s)), f = s - i, a = 4 * i + 2 * which;
  return [path[a] + f * (path[a + 4] - path[a]), path[a + 1] + f * (path[a + 5] - path[a + 1])];
}
/** Their distance at time t. */
export function apart(boats: Boats, t: number): number {
  const a = along(boats.fine, fineSteps, 0, t), b = along(boats.fine, fineSteps, 1, t);
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function drawGrid(plane: Plane, { steps, nodes, grid }: Flow, t: number, colors: Palette): void {
  const s = Math.min(steps, t * steps), i = Math.min(steps - 1, Math.floor(s)), f = s - i, size = 2 * nodes * nodes, { ctx } = plane;
  const at = (k: number, c: number) => grid[size * i + 2 * k + c] + f * (grid[size * (i + 1) + 2 * k + c] - grid[size * i + 2 * k + c]);
  ctx.fillStyle = colors.noise;
  ctx.globalAlpha = 0.13;
  for (let row = 0; row + 1 < nodes; row++)
    for (let column = row % 2; column + 1 < nodes; column += 2) { // a chess board, so that cells can be followed
      const k = row * nodes + column;
      ctx.beginPath();
      for (const corner of [k, k + 1, k + 1 + nodes, k + nodes]) ctx.lineTo(plane.px(at(corner, 0)), plane.py(at(corner, 1)));
      ctx.fill();
    }
  ctx.strokeStyle = colors.noise;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let a = 0; a < nodes; a++)
    for (let b = 0; b < nodes; b++)
      ctx[b === 0 ? 'moveTo' : 'lineTo'](plane.px(at(a * nodes + b, 0)), plane.py(at(a * nodes + b, 1)));
  for (let a = 0; a < nodes; a++)
    for (let b = 0; b < nodes; b++)
      ctx[b === 0 ? 'moveTo' : 'lineTo'](plane.px(at(b * nodes + a, 0)), plane.py(at(b * nodes + a, 1)));
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** The first `part` of a path. */
function drawPath(plane: Plane, path: Float32Array, steps: number, which: number, part: number, color: string, width: number, dash: number[] = [],
  alpha = 1): void
{
  const { ctx } = plane;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.globalAlpha = alpha;
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (let k = 0; k <= Math.floor(part * steps); k++) ctx.lineTo(plane.px(path[4 * k + 2 * which]), plane.py(path[4 * k + 2 * which + 1]));
  const [x, y] = along(path, steps, which, part);
  ctx.lineTo(plane.px(x), plane.py(y));
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

export function drawBoat(plane: Plane, x: number, y: number, color: string, colors: Palette, radius = 7): void {
  plane.dots(Float32Array.of(x, y), radius + 2, colors.card, 1);
  plane.dots(Float32Array.of(x, y), radius, color, 1);
}

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height);
  drawAxes(plane, colors);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plane.px(-half), plane.py(half), 2 * half * plane.scale, 2 * half * plane.scale);
  ctx.clip();
  drawInside(plane, scene, colors);
  ctx.restore();
}

function drawInside(plane: Plane, { state: s, film, flow, boats }: Scene, colors: Palette): void {
  if (film && s.view !== 'grid') drawTracers(plane, film, s.t * (film.frames - 1), colors.muted);
  if (flow && s.view === 'grid') drawGrid(plane, flow, s.t, colors);
  if (!boats || s.view === 'grid') return;
  const count = s.view === 'two' ? 2 : 1;
  for (let which = 0; which < count; which++) {
    const main = which === 0 ? colors.noise : colors.data;
    if (s.view === 'back') {
      // The first half of the time is the way there, the second the way back.
      const there = Math.min(1, 2 * s.t), back = Math.max(0, 2 * s.t - 1);
      drawPath(plane, boats.there, s.steps, 0, there, colors.noise, 2.6);
      if (back > 0) drawPath(plane, boats.back, s.steps, 0, back, colors.error, 2, [5, 4]);
      const [x, y] = back > 0 ? along(boats.back, s.steps, 0, back) : along(boats.there, s.steps, 0, there);
      drawBoat(plane, s.x, s.y, colors.noise, colors);
      drawBoat(plane, x, y, back > 0 ? colors.error : colors.noise, colors, 5);
      continue;
    }
    drawPath(plane, boats.fine, fineSteps, which, 1, main, 1.2, [], 0.35);
    drawPath(plane, boats.fine, fineSteps, which, s.t, main, 2.8);
    const [x, y] = along(boats.fine, fineSteps, which, s.t), [sx, sy] = which === 0 ? [s.x, s.y] : [s.bx, s.by];
    drawBoat(plane, x, y, main, colors, 6);
    plane.dots(Float32Array.of(sx, sy), 9, colors.card, 1);
    plane.dots(Float32Array.of(sx, sy), 7, main, 0.55);
  }
  if (s.view === 'two') {
    const a = along(boats.fine, fineSteps, 0, s.t), b = along(boats.fine, fineSteps, 1, s.t);
    plane.line(a[0], a[1], b[0], b[1], colors.ink, 1, 0.6);
  }
}

/** The distance of two boats over time; it never comes to 0. */
export function drawApart(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const { boats, state } = scene, colors = palette();
  if (!boats || state.view !== 'two') return;
  const left = 34, right = 8, top = 14, bottom = 20, n = 120;
  const values = Array.from({ length: n + 1 }, (_, i) => apart(boats, i / n)), high = Math.max(...values) * 1.1 || 1;
  const x = (t: number) => left + t * (width - left - right), y = (v: number) => height - bottom - (v / high) * (height - top - bottom);
  ctx.font = '11px "Inter Variable", system-ui, sans-serif';
  ctx.fillStyle = colors.muted;
  ctx.strokeStyle = colors.line;
  ctx.lineWidth = 1;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const v of [0, high / 2.2, high / 1.1]) {
    ctx.beginPath();
    ctx.moveTo(left, Math.round(y(v)) + 0.5);
    ctx.lineTo(width - right, Math.round(y(v)) + 0.5);
    ctx.stroke();
    ctx.fillText(v.toFixed(1), left - 6, y(v));
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(words.ofTheTwo, left + 2, 0);
  ctx.textAlign = 'center';
  for (const t of [0, 0.5, 1]) ctx.fillText(String(t), x(t), height - bottom + 5);
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.8;
  ctx.beginPath();
  values.forEach((v, i) => ctx.lineTo(x(i / n), y(v)));
  ctx.stroke();
  ctx.fillStyle = colors.ink;
  ctx.beginPath();
  ctx.arc(x(state.t), y(apart(boats, state.t)), 4, 0, 2 * Math.PI);
  ctx.fill();
}
