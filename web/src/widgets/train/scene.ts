// What <fm-train> draws: the learned field, the exact one, their difference, and particles on their way.
import type { Floats } from '../../engine/names';
import type { ExactSample, FieldLines, LearnedSample } from '../../engine/runtime/protocol';
import { axesInset, drawAxes } from '../../plot/axes';
import { arrowKey, lineKey } from '../../plot/keys';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { bins, drawField, drawFieldLines, half, topSpeed, velocityScale } from '../../plot/field_view';
import type { Values } from './settings';

export const particleCount = 400;

export interface Scene {
  state: Values;
  points: Floats | null;
  learned: LearnedSample | null;
  exact: ExactSample | null;
  paths: Floats | null;
  pathSteps: number;
  /** Of the field that is shown, once it rests; until then arrows are drawn. */
  lines: FieldLines | null;
}

export const emptyScene = (state: Values): Scene => ({ state, points: null, learned: null, exact: null, paths: null, pathSteps: 1, lines: null });

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), { state, points, learned, exact, lines } = scene;
  const cell = (2 * half) / bins;
  if (state.view === 'error' && exact)
    learned?.error.forEach((e, i) => plane.cell(exact.places[2 * i], exact.places[2 * i + 1], cell, colors.error, Math.min(0.85, e / 2.5) * exact.shown[i]));
  drawAxes(plane, colors);
  if (points) plane.dots(points, 1.5, colors.data, 0.45, 1000);
  const color = state.view === 'exact' ? colors.exact : colors.velocity, weight = (shown: number) => (state.view === 'exact' ? shown : 0.25 + 0.65 * shown);
  if (lines) drawFieldLines(plane, lines, (node) => weight(lines.shown[node]), color);
  if (!lines && state.view !== 'learned' && exact) drawField(plane, exact.places, exact.u, (i) => exact.shown[i], colors.exact, 1.4);
  if (!lines && state.view !== 'exact' && learned && exact)
    drawField(plane, exact.places, learned.u, (i) => 0.25 + 0.65 * exact.shown[i], colors.velocity, 1.4);
  if (state.particles && scene.paths)
    drawSamples(plane, { states: scene.paths, count: particleCount, part: state.t, size: 3, alpha: 0.9, trail: scene.pathSteps / 6 }, colors);
  if (lines) lineKey(plane, topSpeed, color, colors, 'top right');
  else arrowKey(plane, velocityScale, color, colors, 'top right');
}
