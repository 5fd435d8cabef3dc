// What <fm-basins> draws in each of its two planes: where noise begins, in the colour of the data point that it lands on, and
// particles on their way there.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { drawCells, hues } from '../../plot/cells';
import { half } from '../../plot/field_view';
import { palette, type Rgb } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { placesAt } from '../../plot/samples';
import { words } from '../../ui/strings/basins';
import { count, grid, type Basins, type Probed, type Side } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  data: Distribution;
  sites: number;
  seed: number;
  x: number;
  y: number;
}
export interface Scene {
  state: Values;
  basins: Basins | null;
  probed: Probed | null;
}
export type Way = 'flow' | 'optimal';

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);
const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;
const isDark = () => getComputedStyle(document.documentElement).colorScheme.includes('dark');

/** Faded by the square root: the outer parts are where the two ways differ most. */
const shownOf = (presence: Float32Array) => presence.map((p) => Math.sqrt(Math.min(1, 1.5 * p)));

/** Along straight lines to their points. */
function straight(b: Basins, side: Side, t: number): Float32Array {
  return b.start.map((x, i) => x + t * (b.sites[2 * side.landed[i >> 1] + (i & 1)] - x));
}

/** Smaller where the picture is. */
const size = (plane: Plane, most: number) => Math.min(most, plane.scale * 0.2);

function drawProbe(plane: Plane, { sites }: Basins, probed: Probed, way: Way, { x, y }: Values, ink: string): void {
  const { ctx } = plane, site = 2 * probed[way];
  Object.assign(ctx, { strokeStyle: ink, lineWidth: 2, lineJoin: 'round' });
  ctx.beginPath();
  ctx.moveTo(plane.px(x), plane.py(y));
  if (way === 'flow') { for (let k = 2; k < probed.way.length; k += 2) ctx.lineTo(plane.px(probed.way[k]), plane.py(probed.way[k + 1])); }
  ctx.lineTo(plane.px(sites[site]), plane.py(sites[site + 1]));
  ctx.stroke();
  plane.dots(Float32Array.of(x, y), size(plane, 7), ink, 1);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, basins: b, probed }: Scene, way: Way): void {
  const colors = palette(), plane = planeOf(ctx, width, height);
  if (b) {
    const side = b[way], shades = hues(b.sites.length / 2, isDark());
    drawCells(plane, { labels: side.cells, weights: shownOf(b.presence), n: grid }, shades, 0.5);
    drawAxes(plane, colors);
    const at = way === 'flow' ? placesAt(b.states, count, state.t) : straight(b, side, state.t);
    for (let c = 0; c < shades.length; c++)
      plane.dots(at.filter((_, i) => side.landed[i >> 1] === c), size(plane, 2.2), css(shades[c]), 1);
    for (let c = 0; c < shades.length; c++) {
      const place = b.sites.slice(2 * c, 2 * c + 2);
      plane.dots(place, size(plane, 8), css(shades[c]), 1);
      plane.ring(place[0], place[1], size(plane, 8), colors.ink);
    }
    if (probed) drawProbe(plane, b, probed, way, state, colors.ink);
  } else drawAxes(plane, colors);
  drawTitle(plane, words.titles[way], colors);
}
