// The speed |v| as heat under everything else; heatKey() of keys.ts says what a shade means.
import type { Grid } from '../engine/picture';
import { rgb } from './palette';
import type { Plane } from './plane';
import { drawRaster } from './raster';

/** How opaque a share of the top speed is: always pale enough to draw upon. */
export const heatOpacity = (share: number) => 0.42 * share;

/** The speed at each node. */
export function speeds({ values }: Grid): Float32Array {
  return Float32Array.from({ length: values.length / 2 }, (_, i) => Math.hypot(values[2 * i], values[2 * i + 1]));
}

/** speed: of the grid's nodes; top: the speed that is shown strongest. */
export function drawHeat(plane: Plane, { nx, ny, box }: Grid, speed: Float32Array, color: string, top: number): void {
  // A node is the middle of its cell.
  const dx = (box[2] - box[0]) / (nx - 1) / 2, dy = (box[3] - box[1]) / (ny - 1) / 2;
  drawRaster(plane, speed, nx, ny, [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy], { color: rgb(color), opacity: heatOpacity, top });
}
