// What <fm-train> draws: the learned field, the exact one, their difference, and particles on their way.
import type { FieldSample } from '../../engine/field';
import type { Distribution, Floats, Solver } from '../../engine/names';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
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

/** Where particle k is at time t: between two solver steps it moves straight. */
function along(paths: Floats, steps: number, k: number, t: number): [number, number] {
  const s = Math.min(steps - 1e-9, Math.max(0, t * steps)), i = Math.floor(s), f = s - i, n = particleCount;
  const a = 2 * (i * n + k), b = a + 2 * n;
  return [paths[a] + f * (paths[b] - paths[a]), paths[a + 1] + f * (paths[b + 1] - paths[a + 1])];
}

function drawParticles(plane: Plane, scene: Scene, color: string, trail: string): void {
  const { paths, pathSteps, state } = scene;
  if (!paths) return;
  const now = new Float32Array(2 * particleCount), { ctx } = plane;
  ctx.strokeStyle = trail;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.3;
  ctx.beginPath();
  for (let k = 0; k < particleCount; k++) {
    const pieces = 6, span = Math.min(state.t, 0.22);
    for (let j = 0; j <= pieces; j++) {
      const [x, y] = along(paths, pathSteps, k, state.t - span + (span * j) / pieces);
      if (j === 0) ctx.moveTo(plane.px(x), plane.py(y));
      else ctx.lineTo(plane.px(x), plane.py(y));
    }
    now.set(along(paths, pathSteps, k, state.t), 2 * k);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  plane.dots(now, 2.1, color, 0.9);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half), { state, points, learned, exact } = scene;
  const cell = (2 * half) / bins, seen = presence(exact);
  if (state.view === 'error') {
    const error = fieldError(learned, exact);
    error?.each.forEach((e, i) =>
      plane.cell(places[2 * i], places[2 * i + 1], cell, colors.error, Math.min(0.85, e / 2.5) * seen(i)));
  }
  plane.axes(colors);
  plane.speedKey(colors, 2, velocityScale);
  if (points) plane.dots(points, 1.5, colors.data, 0.45, 1000);
  if (state.view !== 'learned' && exact) drawField(plane, exact.u, seen, colors.exact, 1.4);
  if (state.view !== 'exact' && learned) drawField(plane, learned, (i) => 0.25 + 0.65 * seen(i), colors.velocity, 1.4);
  if (state.particles) drawParticles(plane, scene, colors.noise, colors.noise);
}
