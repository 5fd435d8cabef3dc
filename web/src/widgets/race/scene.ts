// What <fm-race> draws: errors against evaluations, both on scales of powers; or where particles end, a plane a solver.
import { orders, solvers, stages, type Solver } from '../../engine/names';
import { LogChart } from '../../plot/log_chart';
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

/** The solver's line, from faint for order 1 to full ink for order 5; the chosen one in the colour of errors. */
const styleOf = (solver: Solver, chosen: boolean, colors: Palette) =>
  chosen
    ? { color: colors.error, width: 3, alpha: 1 }
    : { color: colors.ink, width: 1.5, alpha: 0.28 + 0.13 * orders[solver] };

function drawErrors(ctx: CanvasRenderingContext2D, width: number, height: number, { state, curves }: Scene, colors: Palette): void {
  const most = 600, finite = curves.flatMap((c) => c.errors).filter((e) => e > 0 && Number.isFinite(e));
  const top = Math.min(4, Math.ceil(Math.log10(Math.max(1e-2, ...finite)))), bottom = Math.max(-15, Math.floor(Math.log10(Math.min(1e-4, ...finite))));
  const chart = new LogChart(ctx, width, height, { most, bottom, top });
  chart.axes(colors, [1, 4, 8, 16, 40, 100, 300], words.axes.evaluations, words.axes.error);
  const isChosen = (c: Curve) => c.solver === state.solver;
  for (const curve of [...curves].sort((a, b) => Number(isChosen(a)) - Number(isChosen(b))))
    chart.curve(curve.evaluations, curve.errors, { ...styleOf(curve.solver, isChosen(curve), colors), dash: dashes[curve.solver],
      dot: isChosen(curve) ? 3.4 : 2 });
  chart.names(
    curves.map((c) => ({ value: c.errors.at(-1)!, text: solverName(c.solver), color: isChosen(c) ? colors.error : colors.ink, strong: isChosen(c) })),
  );
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
