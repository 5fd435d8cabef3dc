// Cells of the plane, each place of a grid in the colour of the one it lies in, with the borders between them.
import type { Rgb } from './palette';
import type { Plane } from './plane';
import { paintPixels } from './raster';

export interface Cells {
  /** n x n whole numbers over [-half, half]^2, row by row from the lower left, and how strongly each is shown, 0 to 1. */
  labels: Int32Array;
  weights: Float32Array;
  n: number;
}

const coprime = (a: number, b: number): boolean => (b === 0 ? a === 1 : coprime(b, a % b));

/** n colours that are told apart, as bright as each other; one after the other from far ends of the circle. */
export function hues(n: number, dark: boolean): Rgb[] {
  const lightness = dark ? 0.5 : 0.62, chroma = 0.32;
  let stride = Math.max(1, Math.floor((n - 1) / 2));
  while (!coprime(stride, n)) stride--;
  return Array.from({ length: n }, (_, i) => {
    const hue = (2 * Math.PI * ((i * stride) % n)) / n;
    return [0, 1, 2].map((k) => Math.round(255 * (lightness + chroma * Math.cos(hue - (2 * Math.PI * k) / 3)))) as unknown as Rgb;
  });
}

/** RGBA from the upper left; between two cells a border. */
export function cellPixels({ labels, weights, n }: Cells, colors: readonly Rgb[], opacity: number, out: Uint8ClampedArray): void {
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const at = j * n + i, to = 4 * ((n - 1 - j) * n + i), own = labels[at];
      const border = (i + 1 < n && labels[at + 1] !== own) || (j + 1 < n && labels[at + n] !== own);
      const [r, g, b] = colors[own];
      out[to] = r;
      out[to + 1] = g;
      out[to + 2] = b;
      out[to + 3] = 255 * Math.min(1, (opacity + (border ? 0.5 : 0)) * weights[at]);
    }
}

export function drawCells(plane: Plane, cells: Cells, colors: readonly Rgb[], opacity: number): void {
  const { half } = plane, side = 2 * half * plane.scale;
  paintPixels(plane.ctx, cells.n, cells.n, [plane.px(-half), plane.py(half), side, side], (out) => cellPixels(cells, colors, opacity, out));
}
