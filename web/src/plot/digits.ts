// Images of 28 x 28 in [-1, 1] as a grid on a canvas; and those on their way over, or beside, what the network expects.
import { fixed } from '../ui/dom';
import { words } from '../ui/strings/digits';
import { palette, type Palette } from './palette';

export const side = 28;
export const pixels = side * side;
export type Grey = Uint8ClampedArray<ArrayBuffer>;
/** Images at a time, and what the network expects of them there, if it was asked. */
export interface Frame {
  t: number;
  x: Grey;
  belief: Grey | null;
}

/** [-1, 1] to grey 0..255, clamped: what is kept of an image. */
export function grey(x: Float32Array): Grey {
  return Uint8ClampedArray.from(x, (v) => (v + 1) * 127.5);
}

/** images: count x 784 grey values in cells of a size, gap included, from a corner. Drawn white on black, as MNIST is. */
export function drawDigits(
  ctx: CanvasRenderingContext2D,
  images: Grey,
  o: { left: number; top: number; columns: number; cell: number; gap: number },
): void {
  const { left, top, columns, cell, gap } = o, count = images.length / (side * side);
  const tile = new OffscreenCanvas(side, side), pen = tile.getContext('2d')!, pixels = pen.createImageData(side, side);
  ctx.imageSmoothingEnabled = cell < 60;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < side * side; i++) {
      const v = images[k * side * side + i];
      pixels.data.set([v, v, v, 255], 4 * i);
    }
    pen.putImageData(pixels, 0, 0);
    ctx.drawImage(tile, left + (k % columns) * cell, top + Math.floor(k / columns) * cell, cell - gap, cell - gap);
  }
}

const title = 26; // pixels over each of the two
const margin = 12;

interface Layout {
  columns: number;
  cell: number;
  beside: boolean;
}

/** The largest cells for two grids of `count`, every row of them full: one above the other, unless side by side is much larger. */
export function layout(count: number, width: number, height: number): Layout {
  let best: Layout = { columns: 1, cell: 0, beside: false };
  for (const beside of [false, true])
    for (let columns = 1; columns <= count; columns++) {
      if (count % columns) continue;
      const w = (width - (beside ? 3 : 2) * margin) / (beside ? 2 : 1), h = height / (beside ? 1 : 2) - title - margin / 2;
      const cell = Math.min(w / columns, (h * columns) / count);
      if (cell > best.cell * (beside && !best.beside ? 1.1 : 1)) best = { columns, cell, beside };
    }
  return best;
}

function heading(ctx: CanvasRenderingContext2D, colors: Palette, color: string, text: string, x: number, y: number): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x + 5, y, 5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = colors.ink;
  ctx.font = '550 13px "Inter Variable", system-ui, sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x + 17, y + 0.5);
}

export function drawFrame(ctx: CanvasRenderingContext2D, width: number, height: number, frame: Frame | null): void {
  if (!frame) return;
  const colors = palette(), count = frame.x.length / pixels, { columns, cell, beside } = layout(count, width, height);
  const rows = count / columns, gap = cell > 50 ? 5 : 3, wide = columns * cell, tall = rows * cell + title;
  const free = { x: width - (beside ? 2 : 1) * wide - (beside ? margin : 0), y: height - (beside ? 1 : 2) * tall };
  const left = free.x / 2, top = Math.max(0, free.y / 2);
  const part = (images: Grey | null, color: string, text: string, x: number, y: number) => {
    heading(ctx, colors, color, text, x, y + title / 2);
    if (images) drawDigits(ctx, images, { left: x, top: y + title, columns, cell, gap });
  };
  const short = wide < 230;
  part(frame.x, colors.between, short ? words.nowShort(fixed(frame.t)) : words.now(fixed(frame.t)), left, top);
  part(frame.belief, colors.data, short ? words.expectedShort : words.expected, beside ? left + wide + margin : left, beside ? top : top + tall);
}
