// What <fm-race> draws: errors against evaluations, both on scales of powers; or where particles end, a plane a solver.
import { orders, solvers, stages, type Solver } from '../../engine/names';
import { palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { rows, solverName } from '../../ui/names';
import { words } from '../../ui/strings/race';
import type { Curve, Problem, RaceJobs } from './job';

export const problems = rows<Problem>(words.problems), views = rows(words.views);
export interface Values extends Record<string, number | string | boolean> {
  problem: Problem;
  view: keyof typeof words.views;
  late: boolean;
  evaluations: number;
  solver: Solver;
  seed: number;
}
export type Ends = RaceJobs['ends']['result'];
export interface Scene {
  state: Values;
  curves: Curve[];
  ends: Ends | null;
}

export const count = 500;

const dashes: Partial<Record<Solver, number[]>> = { midpoint: [6, 4], 'rk4-3/8': [6, 4], bosh3: [6, 4], tsit5: [6, 4] };
const inset = { left: 52, right: 62, top: 16, bottom: 40 };
const superscript = (n: number) => [...String(n)].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');

/** The solver's line, from faint for order 1 to full ink for order 5; the chosen one in the colour of errors. */
const styleOf = (solver: Solver, chosen: boolean, colors: Palette) =>
  chosen
    ? { color: colors.error, width: 3, alpha: 1 }
    : { color: colors.ink, width: 1.5, alpha: 0.28 + 0.13 * orders[solver] };

function drawErrors(ctx: CanvasRenderingContext2D, width: number, height: number, { state, curves }: Scene, colors: Palette): void {
  const most = 600, finite = curves.flatMap((c) => c.errors).filter((e) => e > 0 && Number.isFinite(e));
  const top = Math.min(4, Math.ceil(Math.log10(Math.max(1e-2, ...finite)))), bottom = Math.max(-15, Math.floor(Math.log10(Math.min(1e-4, ...finite))));
  const x = (n: number) => inset.left + (Math.log(n) / Math.log(most)) * (width - inset.left - inset.right);
  const y = (e: number) => inset.top + ((top - Math.log10(e)) / (top - bottom)) * (height - inset.top - inset.bottom);
  ctx.font = '11px "Inter Variable", system-ui, sans-serif';
  ctx.fillStyle = colors.muted;
  ctx.strokeStyle = colors.line;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'middle';
  const every = top - bottom > 9 ? 2 : 1;
  for (let p = bottom; p <= top; p += every) {
    ctx.beginPath();
    ctx.moveTo(inset.left, Math.round(y(10 ** p)) + 0.5);
    ctx.lineTo(width - inset.right, Math.round(y(10 ** p)) + 0.5);
    ctx.stroke();
    ctx.textAlign = 'right';
    ctx.fillText(p === 0 ? '1' : `10${superscript(p)}`, inset.left - 7, y(10 ** p));
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const n of [1, 4, 8, 16, 40, 100, 300]) {
    ctx.beginPath();
    ctx.moveTo(Math.round(x(n)) + 0.5, y(10 ** top));
    ctx.lineTo(Math.round(x(n)) + 0.5, y(10 ** bottom));
    ctx.globalAlpha = 0.5;
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillText(String(n), x(n), height - inset.bottom + 6);
  }
  ctx.fillText(words.axes.evaluations, (inset.left + width - inset.right) / 2, height - 17);
  ctx.textAlign = 'left';
  ctx.fillText(words.axes.error, 4, 1);
  const labels: { at: number; text: string; chosen: boolean }[] = [];
  for (const curve of [...curves].sort((a, b) => Number(a.solver === state.solver) - Number(b.solver === state.solver))) {
    const chosen = curve.solver === state.solver, style = styleOf(curve.solver, chosen, colors);
    Object.assign(ctx, { strokeStyle: style.color, fillStyle: style.color, lineWidth: style.width, globalAlpha: style.alpha });
    ctx.setLineDash(dashes[curve.solver] ?? []);
    ctx.lineJoin = 'round';
    ctx.beginPath();
    const points = curve.evaluations.map((n, i) => [x(n), y(Math.min(10 ** top, Math.max(10 ** bottom, curve.errors[i])))] as const);
    for (const [px, py] of points) ctx.lineTo(px, py);
    ctx.stroke();
    ctx.setLineDash([]);
    for (const [px, py] of points) {
      ctx.beginPath();
      ctx.arc(px, py, chosen ? 3.4 : 2, 0, 2 * Math.PI);
      ctx.fill();
    }
    labels.push({ at: points[points.length - 1][1], text: solverName(curve.solver), chosen });
  }
  ctx.globalAlpha = 1;
  // The names, no two upon each other.
  labels.sort((a, b) => a.at - b.at);
  let last = -Infinity;
  ctx.textBaseline = 'middle';
  for (const label of labels) {
    last = Math.max(label.at, last + 13);
    ctx.fillStyle = label.chosen ? colors.error : colors.ink;
    ctx.font = `${label.chosen ? 650 : 450} 11px "Inter Variable", system-ui, sans-serif`;
    ctx.fillText(label.text, width - inset.right + 7, last);
  }
}

function drawEnds(ctx: CanvasRenderingContext2D, width: number, height: number, { state, ends }: Scene, colors: Palette): void {
  if (!ends) return;
  const columns = width > 420 ? 3 : 3, cell = Math.min(width / columns, (height - 4) / 3), left = (width - columns * cell) / 2;
  ends.ends.forEach(({ solver, steps, places, distance }, k) => {
    ctx.save();
    ctx.translate(left + (k % columns) * cell, Math.floor(k / columns) * cell);
    ctx.beginPath();
    ctx.rect(3, 3, cell - 6, cell - 6);
    ctx.clip();
    const plane = new Plane(ctx, cell, cell + 16, 4.2), small = cell / 230;
    plane.dots(ends.truth, Math.max(0.9, 1.6 * small), colors.exact, 0.28);
    plane.dots(places, Math.max(0.9, 1.7 * small), solver === state.solver ? colors.error : colors.data, 0.75);
    ctx.fillStyle = colors.ink;
    ctx.font = `600 ${cell < 150 ? 10 : 12}px "Inter Variable", system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    ctx.fillText(solverName(solver), 9, 8);
    ctx.fillStyle = colors.muted;
    ctx.font = `450 ${cell < 150 ? 9 : 11}px "Inter Variable", system-ui, sans-serif`;
    ctx.fillText(cell < 150 ? `${steps} × ${stages[solver]}` : words.cost(steps, stages[solver]), 9, cell < 150 ? 20 : 24);
    ctx.textAlign = 'right';
    ctx.fillText(distance < 10 ? distance.toPrecision(2) : '> 10', cell - 9, 8);
    ctx.restore();
    ctx.strokeStyle = colors.line;
    ctx.lineWidth = 1;
    ctx.strokeRect(Math.round(left + (k % columns) * cell) + 2.5, Math.round(Math.floor(k / columns) * cell) + 2.5, cell - 5, cell - 5);
  });
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette();
  if (scene.state.view === 'errors') drawErrors(ctx, width, height, scene, colors);
  else drawEnds(ctx, width, height, scene, colors);
}

/** In the order of the engine's list, those that are not known yet left out. */
export const inOrder = (curves: readonly Curve[]) => solvers.flatMap((s) => curves.filter((c) => c.solver === s));
