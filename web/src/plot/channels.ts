// Channels of a network's layer as small square pictures: grey where a channel is silent, bright where it is above 0, dark below.
import type { Floats } from '../engine/names';
import { paintPixels } from './raster';

/** What is shown as white: four times the mean size of a number, so that a few large ones do not hide the rest. */
export const brightest = (values: Floats): number => (4 * values.reduce((sum, v) => sum + Math.abs(v), 0)) / values.length || 1;

/** Channel k of side x side numbers. */
export function drawChannel(ctx: CanvasRenderingContext2D, values: Floats, k: number, side: number, top: number, left: number, upper: number,
  size: number): void
{
  const from = k * side * side;
  paintPixels(ctx, side, side, [left, upper, size, size], (out) => {
    for (let i = 0; i < side * side; i++) {
      const v = 127.5 * (1 + values[from + i] / top);
      out[4 * i] = out[4 * i + 1] = out[4 * i + 2] = v;
      out[4 * i + 3] = 255;
    }
  }, false);
}

/** The largest square cells for `count` of them in a rectangle. */
export function cellsIn(count: number, width: number, height: number): { columns: number; cell: number } {
  let best = { columns: 1, cell: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const cell = Math.min(width / columns, height / Math.ceil(count / columns));
    if (cell > best.cell) best = { columns, cell };
  }
  return best;
}
