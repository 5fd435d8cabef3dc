// What <fm-train> draws: the learned field, the exact one, their difference, and particles on their way.
import type { FieldSample } from '../../engine/field';
import type { Distribution, Floats, Solver } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { arrowKey } from '../../plot/keys';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { bins, drawField, half, places, presence, velocityScale } from '../../plot/field_view';

export const particleCount = 400;
export const views = [['learned', 'learned'], ['exact', 'exact'], ['error', 'error']] as const;
export type View = (typeof views)[number][0];

export interface Values extends Record<string, number | string | boolean> {
  t: number; data: Distribution; source: Distribution; seed: number; rate: number; view: View; particles: boolean;
  solver: Solver; steps: number; run: string;
}
export interface Scene {
  state: Values; points: Floats | null; learned: Floats | null; exact: FieldSample | null; paths: Floats | null; pathSteps: number;
}

/** The learned field's distance from the exact one at each place, and its root mean square weighted by p_t. */
export function fieldError(learned: Floats | null, exact: FieldSample | null): { each: Float32Array; rms: number } | null {
  if (!learned || !exact) return null;
  const each = new Float32Array(bins * bins);
  const peak = Math.max(...exact.logDensity);
  let sum = 0, weight = 0;
  for (let i = 0; i < each.length; i++) {
    each[i] = Math.hypot(learned[2 * i] - exact.u[2 * i], learned[2 * i + 1] - exact.u[2 * i + 1]);
    const density = Math.exp(exact.logDensity[i] - peak);
    if (density === 0) continue;
    sum += density * each[i] ** 2;
    weight += density;
  }
  return { each, rms: Math.sqrt(sum / weight) };
}

/** The largest learned speed where data passes. */
export function largestSpeed({ learned, exact }: Scene): number {
  const seen = presence(exact);
  let peak = 0;
  if (learned)
    for (let i = 0; i < bins * bins; i++)
      if (seen(i) > 0.1) peak = Math.max(peak, Math.hypot(learned[2 * i], learned[2 * i + 1]));
  return peak;
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), { state, points, learned, exact } = scene;
  const cell = (2 * half) / bins, seen = presence(exact);
  if (state.view === 'error') {
    const error = fieldError(learned, exact);
    error?.each.forEach((e, i) =>
      plane.cell(places[2 * i], places[2 * i + 1], cell, colors.error, Math.min(0.85, e / 2.5) * seen(i)));
  }
  drawAxes(plane, colors);
  if (points) plane.dots(points, 1.5, colors.data, 0.45, 1000);
  if (state.view !== 'learned' && exact) drawField(plane, exact.u, seen, colors.exact, 1.4);
  if (state.view !== 'exact' && learned) drawField(plane, learned, (i) => 0.25 + 0.65 * seen(i), colors.velocity, 1.4);
  if (state.particles && scene.paths)
    drawSamples(plane, { states: scene.paths, count: particleCount, part: state.t, size: 3, alpha: 0.9, trail: scene.pathSteps / 6 }, colors);
  arrowKey(plane, velocityScale, state.view === 'exact' ? colors.exact : colors.velocity, colors, 'top right');
}
