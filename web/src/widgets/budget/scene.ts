// What <fm-budget> draws: the distance to fresh data against evaluations, a line a solver, and the floor as a band.
import type { Distribution, Schedule, Solver } from '../../engine/names';
import { LogChart } from '../../plot/log_chart';
import { palette, type Palette } from '../../plot/palette';
import { solverName } from '../../ui/names';
import { words } from '../../ui/strings/budget';
import { most, solvers, type Floor, type Point } from './job';

export interface Values extends Record<string, number | string | boolean> {
  data: Distribution;
  kind: Schedule['kind'];
  seed: number;
}
export interface Scene {
  floor: Floor | null;
  points: Point[];
}

const colorOf = (solver: (typeof solvers)[number], colors: Palette) =>
  ({ euler: colors.data, heun: colors.velocity, rk4: colors.noise, dopri5: colors.error })[solver];

export const curveOf = (points: readonly Point[], solver: Solver) => points.filter((p) => p.solver === solver).sort((a, b) => a.evaluations - b.evaluations);

/** The fewest evaluations from which on a solver stays within a factor of the floor; null when it does not. */
export function enough(points: readonly Point[], solver: Solver, limit: number): number | null {
  const curve = curveOf(points, solver), bad = curve.map((p) => p.distance > limit).lastIndexOf(true);
  return curve[bad + 1]?.evaluations ?? null;
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { floor, points }: Scene): void {
  const colors = palette(), chart = new LogChart(ctx, width, height, { most, bottom: -1, top: 0.7 });
  chart.axes(colors, [1, 2, 4, 10, 20, 50, 100, 200], words.axes.evaluations, words.axes.distance);
  if (floor) chart.band(floor.least, floor.most, colors.exact);
  const curves = solvers.map((solver) => ({ solver, points: curveOf(points, solver) })).filter((c) => c.points.length > 0);
  for (const { solver, points: p } of curves)
    chart.curve(p.map((q) => q.evaluations), p.map((q) => q.distance), { color: colorOf(solver, colors), width: 2.2, alpha: 0.95, dot: 3 });
  chart.names(curves.map(({ solver, points: p }) => ({ value: p.at(-1)!.distance, text: solverName(solver), color: colorOf(solver, colors), strong: true })));
}
