// What <fm-grid> draws: each warp as a ruler of times with a tick where a solver stops; the chosen one also as a curve, from
// equal steps below to its times at the side.
import { font } from '../../plot/axes';
import { Graph } from '../../plot/graph';
import { palette, type Palette } from '../../plot/palette';
import { warps, type Doubles } from '../../engine/names';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/grid';
import type { Warp } from './job';

export const kinds = rows(words.warps);

export interface Values extends Record<string, number | string | boolean> {
  done: number;
  warp: Warp;
  steps: number;
  power: number;
  shift: number;
}
export interface Scene {
  state: Values;
  grids: { stops: Doubles; curve: Doubles }[] | null;
}

/** How many of the steps are taken. */
export const taken = ({ done, steps }: Values) => Math.round(done * steps);

const row = 46, left = 34, right = 14;

/** The rulers, one under the other, the chosen one dark. */
function rulers(ctx: CanvasRenderingContext2D, width: number, top: number, { state, grids }: Scene, colors: Palette): void {
  const x = (t: number) => left + t * (width - left - right);
  warps.forEach((warp, k) => {
    const line = top + k * row + 30, chosen = warp === state.warp, color = chosen ? colors.velocity : colors.muted;
    Object.assign(ctx, { font, fillStyle: color, strokeStyle: color, textAlign: 'left', textBaseline: 'alphabetic', lineWidth: chosen ? 2 : 1.2 });
    ctx.globalAlpha = chosen ? 1 : 0.75;
    ctx.fillText(words.warps[warp], left, line - 13);
    ctx.beginPath();
    ctx.moveTo(x(0), line);
    ctx.lineTo(x(1), line);
    for (const t of grids?.[k].stops ?? []) {
      ctx.moveTo(x(t), line - 8);
      ctx.lineTo(x(t), line + 5);
    }
    ctx.stroke();
    const at = grids?.[k].stops[taken(state)];
    if (at !== undefined) {
      ctx.beginPath();
      ctx.arc(x(at), line, chosen ? 6 : 4, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  });
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), { state, grids } = scene, below = warps.length * row + 14, graph = new Graph(ctx, width, height - below, { low: 0, high: 1 });
  graph.axes(colors, [0, 0.25, 0.5, 0.75, 1], 's', 't');
  const k = warps.indexOf(state.warp);
  if (grids) {
    const { stops, curve } = grids[k], n = stops.length - 1;
    Object.assign(ctx, { strokeStyle: colors.velocity, lineWidth: 1, globalAlpha: 0.45 });
    ctx.beginPath();
    stops.forEach((t, i) => {
      ctx.moveTo(graph.px(i / n), graph.py(0));
      ctx.lineTo(graph.px(i / n), graph.py(t));
      ctx.lineTo(graph.px(0), graph.py(t));
    });
    ctx.stroke();
    ctx.globalAlpha = 1;
    graph.curve(curve, colors.velocity, 2.4);
    stops.forEach((t, i) => graph.dot(i / n, t, i === taken(state) ? 6 : 3.2, colors.velocity));
  }
  rulers(ctx, width, height - below, scene, colors);
}
