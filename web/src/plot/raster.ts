// Numbers on a grid as a picture: a small image, scaled up smoothly.
import type { Box } from '../engine/picture';
import type { Rgb } from './palette';
import type { Plane } from './plane';

export interface Shades {
  color: Rgb;
  /** Where every column has a colour of its own: nx of them. */
  columns?: readonly Rgb[];
  /** Opacity, 0 to 1, of a share of `top`. */
  opacity(share: number): number;
  /** The value that is shown strongest; what is above it, too. */
  top: number;
}

/** nx x ny numbers, row by row from the lower left, as RGBA from the upper left. */
export function pixels(values: Float32Array, nx: number, ny: number, { color, columns, opacity, top }: Shades, out: Uint8ClampedArray): void {
  const alpha = Uint8ClampedArray.from({ length: 256 }, (_, i) => 255 * opacity(i / 255));
  for (let j = 0; j < ny; j++)
    for (let i = 0, to = 4 * (ny - 1 - j) * nx; i < nx; i++, to += 4) {
      const of = columns?.[i] ?? color;
      out[to] = of[0];
      out[to + 1] = of[1];
      out[to + 2] = of[2];
      const share = values[j * nx + i] / top;
      out[to + 3] = alpha[share >= 1 ? 255 : share > 0 ? Math.round(255 * share) : 0];
    }
}

// The image before it is scaled: kept, because a canvas a frame is work for the collector.
const tiles = new Map<string, OffscreenCanvasRenderingContext2D>();

/** nx x ny pixels that `fill` writes, scaled up into a rectangle of the canvas, in CSS pixels: smoothly, or so that each can be seen. */
export function paintPixels(ctx: CanvasRenderingContext2D, nx: number, ny: number, [left, top, width, height]: readonly [number, number, number, number],
  fill: (out: Uint8ClampedArray) => void, smooth = true): void
{
  const key = `${nx} ${ny}`;
  let pen = tiles.get(key);
  if (!pen) tiles.set(key, pen = new OffscreenCanvas(nx, ny).getContext('2d')!);
  const image = pen.createImageData(nx, ny);
  fill(image.data);
  pen.putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = smooth;
  ctx.imageSmoothingQuality = 'medium';
  ctx.drawImage(pen.canvas, left, top, width, height);
}

/** Into a rectangle of the canvas, in CSS pixels. */
export function paintRaster(ctx: CanvasRenderingContext2D, values: Float32Array, nx: number, ny: number, where: readonly [number, number, number, number],
  shades: Shades): void
{
  paintPixels(ctx, nx, ny, where, (out) => pixels(values, nx, ny, shades, out));
}

/** box: what the cells cover. Only what lies in the plane is painted. */
export function drawRaster(plane: Plane, values: Float32Array, nx: number, ny: number, [left, bottom, right, top]: Box, shades: Shades): void {
  const { ctx, half } = plane;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plane.px(-half), plane.py(half), 2 * half * plane.scale, 2 * half * plane.scale);
  ctx.clip();
  paintRaster(ctx, values, nx, ny, [plane.px(left), plane.py(top), (right - left) * plane.scale, (top - bottom) * plane.scale], shades);
  ctx.restore();
}
