// What <fm-schedules> draws: the law of one dimension over time with pairs on their paths, or with what the flow carries;
// beside it the schedule's own curves.
import { densityOpacity } from '../../plot/density';
import { Graph, type Extent } from '../../plot/graph';
import { mix, palette, rgb } from '../../plot/palette';
import { paintRaster } from '../../plot/raster';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/schedules';
import type { schedules } from '../../engine/names';
import { heights, lastTime, reach, times, type Course } from './job';

export const ways = rows(words.ways);
export const curves = rows(words.curves);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  kind: (typeof schedules)[number];
  sigma: number;
  way: keyof typeof words.ways;
  curves: keyof typeof words.curves;
  seed: number;
}
export interface Scene {
  state: Values;
  course: Course | null;
}

/** The step of the course that is nearest to a time. */
export const stepOf = (t: number) => Math.min(times, Math.round((t / lastTime) * times));

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, course }: Scene): void {
  const colors = palette(), graph = new Graph(ctx, width, height, { low: -reach, high: reach });
  graph.axes(colors, [-3, -2, -1, 0, 1, 2, 3], 't', 'x');
  if (!course) return;
  const columns = Array.from({ length: times + 1 }, (_, i) => rgb(mix(colors.noise, colors.data, i / times)));
  paintRaster(ctx, course.heat, times + 1, heights, graph.box, { color: columns[0], columns, opacity: (share) => 0.75 * densityOpacity(share), top: 1 });
  const i = stepOf(state.t), t = i / times, lines = state.way === 'pairs' ? course.paths : course.flow,
    color = state.way === 'pairs' ? colors.between : colors.exact;
  for (const line of lines) {
    graph.curve(line, color, 1.2, { alpha: 0.45 });
    graph.curve(line, color, 2, { alpha: 0.95, part: t });
  }
  graph.now(t, colors);
  lines.forEach((line, k) => {
    graph.dot(0, line[0], 3.2, colors.noise);
    if (state.way === 'pairs') {
      graph.dot(1, line[times], 3.2, colors.data);
      tangent(graph, t, line[i], course.velocities[k][i], colors.velocity);
    }
    graph.dot(t, line[i], 3.6, mix(colors.noise, colors.data, t));
  });
}

/** A short arrow along a velocity, in the graph's own slope. */
function tangent(graph: Graph, t: number, x: number, u: number, color: string): void {
  const { ctx } = graph, dx = graph.px(1) - graph.px(0), dy = (graph.py(0) - graph.py(1)) * u, length = Math.hypot(dx, dy), long = 26;
  if (!Number.isFinite(length)) return;
  const ux = dx / length, uy = -dy / length, px = graph.px(t), py = graph.py(x), ex = px + long * ux, ey = py + long * uy;
  Object.assign(ctx, { strokeStyle: color, fillStyle: color, lineWidth: 2 });
  ctx.beginPath();
  ctx.moveTo(px, py);
  ctx.lineTo(ex - 5 * ux, ey - 5 * uy);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(ex, ey);
  ctx.lineTo(ex - 7 * ux - 3.5 * uy, ey - 7 * uy + 3.5 * ux);
  ctx.lineTo(ex - 7 * ux + 3.5 * uy, ey - 7 * uy - 3.5 * ux);
  ctx.fill();
}

const extents: Record<Values['curves'], Extent & { lines: number[] }> = {
  values: { low: 0, high: 1.05, lines: [0, 0.5, 1] },
  slopes: { low: -4, high: 4, lines: [-4, -2, 0, 2, 4] },
  snr: { low: -12, high: 12, lines: [-10, -5, 0, 5, 10] },
};

export function drawCurves(ctx: CanvasRenderingContext2D, width: number, height: number, { state, course }: Scene): void {
  const colors = palette(), { lines, ...extent } = extents[state.curves], graph = new Graph(ctx, width, height, extent);
  graph.axes(colors, lines);
  if (!course) return;
  const { values } = course, i = stepOf(state.t), t = i / times;
  const shown: [number[], string][] = state.curves === 'values'
    ? [[values.map((v) => v.alpha), colors.data], [values.map((v) => v.sigma), colors.noise]]
    : state.curves === 'slopes'
    ? [[values.map((v) => v.dAlpha), colors.data], [values.map((v) => v.dSigma), colors.noise]]
    : [[values.map((v) => v.logSnr), colors.ink]];
  for (const [curve, color] of shown) graph.curve(curve, color, 2.2);
  graph.now(t, colors);
  for (const [curve, color] of shown) if (curve[i] >= extent.low && curve[i] <= extent.high) graph.dot(t, curve[i], 4, color);
}
