// What <fm-pull> draws: lines from one place to the data points, each as strong as the point pulls, where they lead on average
// and where the flow ends; beside it how many points pull while t runs.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes, font } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { Graph } from '../../plot/graph';
import { mix, palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { words } from '../../ui/strings/pull';
import type { Course, Pull } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  points: number;
  data: Distribution;
  seed: number;
  x: number;
  y: number;
}
export interface Scene {
  state: Values;
  pull: Pull | null;
  course: Course | null;
}

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);
const leastNamed = 0.05;

/** The weight in percent beyond its point, as seen from x_t. */
function drawShare(plane: Plane, colors: Palette, { x, y }: Values, px: number, py: number, weight: number): void {
  const { ctx } = plane, dx = px - x, dy = py - y, length = Math.hypot(dx, dy) || 1, away = 15 + 9 * Math.sqrt(weight), text = words.percent(weight);
  Object.assign(ctx, { font, textAlign: 'center', textBaseline: 'middle', lineWidth: 3, strokeStyle: colors.card, fillStyle: colors.ink });
  const at: [number, number] = [plane.px(px) + (away * dx * 1.25) / length, plane.py(py) - (away * dy) / length];
  ctx.strokeText(text, ...at);
  ctx.fillText(text, ...at);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, pull }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height), color = mix(colors.noise, colors.data, s.t);
  drawAxes(plane, colors);
  if (!pull) return;
  const { points, weights, way, end } = pull;
  weights.forEach((w, i) => {
    if (w > 1e-4) plane.line(s.x, s.y, points[2 * i], points[2 * i + 1], colors.between, 0.6 + 13 * w, 0.2 + 0.6 * Math.sqrt(w));
  });
  for (let k = 2; k < way.length; k += 2) plane.line(way[k - 2], way[k - 1], way[k], way[k + 1], colors.exact, 1.8, 0.9);
  weights.forEach((w, i) => plane.dots(points.slice(2 * i, 2 * i + 2), 3.5 + 6 * Math.sqrt(w), colors.data, 1));
  plane.arrow(s.x, s.y, end[0] - s.x, end[1] - s.y, colors.card, 7);
  plane.arrow(s.x, s.y, end[0] - s.x, end[1] - s.y, colors.velocity, 3.5);
  plane.ring(end[0], end[1], 5, colors.velocity);
  plane.dots(Float32Array.of(s.x, s.y), 8, color, 1);
  plane.ring(s.x, s.y, 8, colors.card);
  weights.forEach((w, i) => {
    if (w >= leastNamed) drawShare(plane, colors, s, points[2 * i], points[2 * i + 1], w);
  });
}

export function drawCourse(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, pull, course }: Scene): void {
  const colors = palette(), graph = new Graph(ctx, width, height, { low: 0, high: s.points * 1.04 }), [left, top, across] = graph.box;
  graph.axes(colors, [0, s.points / 2, s.points]);
  if (!course || !pull) return;
  graph.curve(course.average, colors.between, 2, { dash: [4, 4] });
  graph.curve(course.here, colors.ink, 2.2);
  graph.now(s.t, colors);
  graph.dot(s.t, pull.number, 4.5, colors.ink);
  Object.assign(ctx, { font, textAlign: 'right', textBaseline: 'top', lineWidth: 3, strokeStyle: colors.card });
  [[words.here, colors.ink], [words.average, colors.between]].forEach(([text, color], row) => {
    ctx.fillStyle = color;
    for (const write of ['strokeText', 'fillText'] as const) ctx[write](text, left + across - 6, top + 6 + 15 * row);
  });
}
