// What <fm-targets> draws: pairs and their targets, the fields they average to, and the lines through one place.
import type { Posterior } from '../../engine/fields';
import type { Distribution } from '../../engine/names';
import type { FieldLines, PlaneJobs } from '../../engine/runtime/protocol';
import { axesInset, drawAxes } from '../../plot/axes';
import { arrowKey, lineKey } from '../../plot/keys';
import { mix, palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawField, drawFieldLines, half, topSpeed, velocityScale } from '../../plot/field_view';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/targets';

const linesShown = 110;
/** The length of an arrow for a speed of 1, where a few pairs stand alone. */
const lineScale = 0.3;
export const fields = rows(words.fields);
export type FieldView = keyof typeof words.fields;

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  source: Distribution;
  pairs: number;
  field: FieldView;
  seed: number;
  x: number;
  y: number;
}
export type Targets = PlaneJobs['targets']['result'];
/** `lines`: of the exact field where it stands alone, once it rests. */
export interface Scene {
  state: Values;
  pairs: boolean;
  targets: Targets | null;
  lines: FieldLines | null;
  probe: { x: number; y: number; at: (Posterior & { points: Float32Array }) | null } | null;
}

/** The conditional lines through one place: thickness is posterior weight; the arrow runs to where they end on average. */
function drawProbe(plane: Plane, colors: Palette, scene: Scene): void {
  const { probe, state } = scene;
  if (!probe) return;
  const { x, y, at } = probe;
  if (at) {
    const { weights, points, partners, mean, covariance } = at, left = 1 - state.t; // time left to fly
    const largest = weights.reduce((a, b) => Math.max(a, b), 0);
    // The first points are as good a sample of the data as any; all of them would be a blot.
    for (let i = 0; i < Math.min(linesShown, weights.length); i++) {
      const share = weights[i] / largest;
      if (!(share > 0.003)) continue;
      const x1 = points[2 * i], y1 = points[2 * i + 1];
      const x0 = partners[2 * i], y0 = partners[2 * i + 1];
      plane.line(x0, y0, x1, y1, colors.between, 0.3 + 2.4 * share, 0.12 + 0.4 * share);
      plane.dots(Float32Array.of(x0, y0), 1.2 + 2 * share, colors.noise, 0.35 + 0.6 * share);
      plane.dots(Float32Array.of(x1, y1), 1.2 + 2 * share, colors.data, 0.35 + 0.6 * share);
    }
    if (largest > 0) {
      const ex = x + left * mean[0], ey = y + left * mean[1], s2 = left * left;
      plane.ellipse(ex, ey, covariance[0] * s2, covariance[1] * s2, covariance[3] * s2, colors.velocity, 1.5);
      plane.ring(x, y, 6, colors.ink);
      plane.arrow(x, y, left * mean[0], left * mean[1], colors.card, 7);
      plane.arrow(x, y, left * mean[0], left * mean[1], colors.velocity, 3.5);
      return;
    }
  }
  plane.ring(x, y, 6, colors.ink);
}

/** Pairs on their lines; where there are many, a line for a few of them. */
function drawLines(plane: Plane, colors: Palette, { path, x0, x1 }: Targets, t: number): void {
  const n = x0.length / 2, one = n === 1, shown = Math.min(n, 30), { xt, ut } = path;
  for (let i = 0; i < shown; i++)
    plane.line(x0[2 * i], x0[2 * i + 1], x1[2 * i], x1[2 * i + 1], colors.between, one ? 1.5 : 1, one ? 0.8 : 0.4);
  plane.dots(x0, one ? 5 : 3, colors.noise, 0.9);
  plane.dots(x1, one ? 5 : 3, colors.data, 0.9);
  for (let i = 0; i < n; i++)
    plane.arrow(xt[2 * i], xt[2 * i + 1], ut[2 * i] * lineScale, ut[2 * i + 1] * lineScale, colors.velocity, one ? 3 : 1.5, 0.85);
  plane.dots(xt, one ? 5.5 : 3, mix(colors.noise, colors.data, t), 1);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), { targets, state, probe, lines } = scene;
  drawAxes(plane, colors);
  if (!targets) return;
  if (scene.pairs) {
    plane.dots(targets.points, 1.4, colors.data, 0.25);
    drawLines(plane, colors, targets, state.t);
    return arrowKey(plane, lineScale, colors.velocity, colors, 'top right');
  }
  const dim = probe ? 0.35 : 1, pairs = targets.x0.length / 2, shown = Math.min(pairs, 1500);
  plane.dots(targets.x0, 1.6, colors.noise, 0.4 * dim, shown);
  plane.dots(targets.points, 1.6, colors.data, 0.5 * dim, Math.min(targets.points.length / 2, 1000));
  if (state.field === 'pairs') {
    const { xt, ut } = targets.path, arrows = Math.min(pairs, 400);
    for (let i = 0; i < arrows; i++)
      plane.arrow(xt[2 * i], xt[2 * i + 1], ut[2 * i] * velocityScale, ut[2 * i + 1] * velocityScale, colors.velocity, 1.3, 0.7 * dim);
    plane.dots(xt, pairs > 400 ? 1.4 : 2.2, colors.between, 0.9 * dim, shown);
  } else {
    plane.dots(targets.path.xt, 1.3, colors.between, 0.35 * dim, shown);
  }
  const { places, binned, exact } = targets;
  if (lines) drawFieldLines(plane, lines, (node) => dim * lines.shown[node], colors.exact);
  else if (exact && (state.field === 'exact' || state.field === 'both'))
    drawField(plane, places, exact.u, (i) => dim * exact.shown[i], colors.exact, state.field === 'both' ? 4 : 2);
  if (state.field === 'average' || state.field === 'both')
    drawField(plane, places, binned.mean, (i) => dim * Math.min(1, binned.counts[i] === 0 ? 0 : 0.35 + binned.counts[i] / 12), colors.velocity, 1.8);
  drawProbe(plane, colors, scene);
  if (lines) lineKey(plane, topSpeed, colors.exact, colors, 'top right');
  else arrowKey(plane, velocityScale, state.field === 'exact' ? colors.exact : colors.velocity, colors, 'top right');
}
