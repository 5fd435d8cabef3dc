// What <fm-twins> draws: the samples of both networks, each over the data, and both losses.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { Graph } from '../../plot/graph';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/twins';
import { slice, updates, type Difference, type TwinJobs } from './job';

export const differences = rows<Difference>(words.differences);

export interface Values extends Record<string, number | string | boolean> {
  difference: Difference;
  data: Distribution;
  seed: number;
}
export interface Scene {
  losses: [number, number][];
  result: TwinJobs['train']['result'] | null;
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { result }: Scene, which: 0 | 1, title: string): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset);
  drawAxes(plane, colors);
  if (result) {
    plane.dots(result.points, 1.3, colors.muted, 0.25, 1000);
    plane.dots(result.outcomes[which].ends, 2.2, which === 0 ? colors.error : colors.data, 0.85);
  }
  drawTitle(plane, title, colors);
}

/** Means over a few updates, both from the start; the axis of time is that of training. */
export function drawLosses(ctx: CanvasRenderingContext2D, width: number, height: number, { losses }: Scene): void {
  const colors = palette(), later = losses.slice(Math.min(3, losses.length - 1)).flat(), high = Math.max(2.2, ...later), low = Math.min(1.6, ...later);
  const graph = new Graph(ctx, width, height, { low, high }), all = updates / slice;
  graph.axes(colors, [low, (low + high) / 2, high].map((v) => Math.round(10 * v) / 10), '', '', updates);
  for (const which of [0, 1] as const) {
    const curve = Array.from({ length: all }, (_, i) => losses[i]?.[which] ?? NaN);
    graph.curve(curve, which === 0 ? colors.error : colors.data, 1.8, { alpha: 0.9 });
  }
}
