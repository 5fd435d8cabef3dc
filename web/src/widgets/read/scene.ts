// What <fm-read> draws: one reading of the field at many places, and all four at one.
import type { Distribution, Quantity, Schedule } from '../../engine/names';
import { drawArrows } from '../../plot/arrows';
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { arrowKey } from '../../plot/keys';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/read';
import type { Reading } from './job';

export const readings = rows<Quantity>(words.readings);
/** The length of an arrow for a value of 1; a place that is meant, data or noise, is pointed at. */
const scales: Record<Quantity, number> = { velocity: 0.15, data: 1, noise: 1, score: 0.08 };
const longest = 1.2;

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  kind: Schedule['kind'];
  quantity: Quantity;
  x: number;
  y: number;
  seed: number;
}
export interface Scene {
  state: Values;
  reading: Reading | null;
}

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, reading }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height), { quantity, x, y } = state;
  drawAxes(plane, colors);
  if (!reading) return;
  const color = { velocity: colors.velocity, data: colors.data, noise: colors.noise, score: colors.exact }[quantity],
    place = quantity === 'data' || quantity === 'noise';
  const { places, values, shown, points, at } = reading, scale = scales[quantity], arrows = new Float32Array(values.length);
  plane.dots(points, 1.5, colors.data, 0.5);
  // A place is drawn as the way there, a part of it; what has no bound is cut.
  for (let i = 0; i < values.length; i += 2) {
    const u = (values[i] - (place ? places[i] : 0)) * scale, v = (values[i + 1] - (place ? places[i + 1] : 0)) * scale, length = Math.hypot(u, v);
    const part = Math.min(place ? 0.35 : 1, longest / (length || 1));
    arrows.set([part * u, part * v], i);
  }
  drawArrows(plane, places, arrows, { scale: 1, color, width: 1.4, weight: (i) => 0.15 + 0.85 * shown[i] });
  if (quantity === 'velocity') arrowKey(plane, scale, color, colors, 'top right');
  // All four at the one place: from the expected noise to the expected data, through it.
  const [n, d, u, s] = [at.noise, at.data, at.velocity, at.score];
  plane.line(n[0], n[1], d[0], d[1], colors.between, 1.6, 0.9);
  plane.dots(Float32Array.from(n), 6, colors.noise, 1);
  plane.dots(Float32Array.from(d), 6, colors.data, 1);
  const cut = (v: readonly number[], k: number) => Math.min(1, 2 / (k * Math.hypot(v[0], v[1]) || 1)) * k;
  plane.arrow(x, y, s[0] * cut(s, scales.score), s[1] * cut(s, scales.score), colors.exact, 2.6);
  plane.arrow(x, y, u[0] * cut(u, scales.velocity), u[1] * cut(u, scales.velocity), colors.velocity, 3.2);
  plane.dots(Float32Array.of(x, y), 8, colors.card, 1);
  plane.dots(Float32Array.of(x, y), 6, colors.between, 1);
}
