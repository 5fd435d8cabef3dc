// What <fm-invert> draws: the pad with its drawing, and what came of it: its noise, itself again, and the same noise as each class.
import type { Floats } from '../../engine/names';
import { drawDigits, grey, pixels } from '../../plot/digits';
import { drawInk } from '../../plot/ink';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import type { Ink } from '../../ui/ink';
import { words as digits } from '../../ui/strings/digits';

const words = digits.invert;

export interface Scene {
  ink: Ink;
  drawing: boolean;
  image: Floats | null;
  noise: Floats | null;
  /** The image again, then one of each class. */
  grown: Floats | null;
}

/** The pad is a little larger than the box that is drawn in. */
export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, 1.4);

export function drawPad(ctx: CanvasRenderingContext2D, width: number, height: number, { ink, drawing, image }: Scene): void {
  const plane = planeOf(ctx, width, height), size = Math.min(width, height);
  if (drawing) {
    const colors = palette();
    Object.assign(ctx, { fillStyle: '#000000', strokeStyle: colors.muted, lineWidth: 1 });
    ctx.fillRect((width - size) / 2, (height - size) / 2, size, size);
    ctx.setLineDash([4, 5]);
    ctx.strokeRect(plane.px(-1), plane.py(1), 2 * plane.scale, 2 * plane.scale);
    ctx.setLineDash([]);
    drawInk(plane, ink, 0.24 * plane.scale, '#ffffff');
  } else if (image) drawDigits(ctx, grey(image), { left: (width - size) / 2, top: (height - size) / 2, columns: 1, cell: size, gap: 0 });
}

const columns = 4, caption = 18;

export function drawGrown(ctx: CanvasRenderingContext2D, width: number, height: number, { noise, grown }: Scene): void {
  const colors = palette(), names = [words.noise, words.again, ...words.classes], rows = Math.ceil(names.length / columns);
  const cell = Math.min(width / columns, height / rows - caption), left = (width - columns * cell) / 2, top = (height - rows * (cell + caption)) / 2;
  const images = [noise, ...names.slice(1).map((_, k) => grown?.subarray(k * pixels, (k + 1) * pixels) as Floats | undefined)];
  Object.assign(ctx, { font: '12px "Inter Variable", system-ui, sans-serif', textAlign: 'center', textBaseline: 'top', fillStyle: colors.muted });
  names.forEach((name, k) => {
    const x = left + (k % columns) * cell, y = top + Math.floor(k / columns) * (cell + caption), image = images[k];
    if (image?.length) drawDigits(ctx, grey(image), { left: x + 2, top: y, columns: 1, cell: cell - 4, gap: 0 });
    ctx.fillText(name, x + cell / 2, y + cell - 2);
  });
}
