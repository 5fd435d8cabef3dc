// Keys inside a figure: how long an arrow is, what a shade of heat means. Each stands on a card of its own in a corner of the
// plane, so that it can be read over anything.
import { font, tickText } from './axes';
import type { Palette } from './palette';
import type { Plane } from './plane';
import { heatOpacity } from './heat';
import { lineStyles, strength } from './streamlines';
import { Strokes } from './strokes';
import { words as said } from '../ui/strings/figure';

export type Corner = 'top left' | 'top right' | 'bottom left' | 'bottom right';
const pad = 8, height = 26, gap = 10;

/** A card in a corner, `row` cards away from it; returns its inner left and its middle. */
function card(plane: Plane, colors: Palette, corner: Corner, width: number, row: number): [number, number] {
  const { ctx, half } = plane, outer = width + 2 * pad;
  const x = corner.endsWith('left') ? plane.px(-half) + gap : plane.px(half) - gap - outer;
  const y = corner.startsWith('top') ? plane.py(half) + gap + row * (height + 6) : plane.py(-half) - gap - height - row * (height + 6);
  ctx.fillStyle = colors.card;
  ctx.strokeStyle = colors.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(outer), height, 6);
  ctx.globalAlpha = 0.88;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.stroke();
  ctx.font = font;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  return [Math.round(x) + pad, Math.round(y) + height / 2 + 0.5];
}

/** A round speed whose arrow is 20 to 50 pixels long. scale: world units of arrow for a speed of 1. */
export function keySpeed(plane: Plane, scale: number): number {
  const raw = 20 / (scale * plane.scale), power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999)!;
}

/** "speed 2", and an arrow of that length. */
export function arrowKey(plane: Plane, scale: number, color: string, colors: Palette, corner: Corner = 'bottom right', row = 0): void {
  const speed = keySpeed(plane, scale), { ctx } = plane, words = said.speed(tickText(speed)), length = speed * scale * plane.scale;
  ctx.font = font;
  const [x, y] = card(plane, colors, corner, length + 8 + ctx.measureText(words).width, row), [wx, wy] = plane.world(x, y);
  plane.arrow(wx, wy, speed * scale, 0, color, 1.6);
  ctx.fillStyle = colors.muted;
  ctx.fillText(words, x + length + 8, y);
}

/** A streamline that grows from no speed to the one that is drawn strongest. */
export function lineKey(plane: Plane, top: number, color: string, colors: Palette, corner: Corner = 'bottom right', row = 0): void {
  const { ctx } = plane, bar = 56, start = said.speed(tickText(0)), end = tickText(top), strokes = new Strokes(lineStyles(color));
  ctx.font = font;
  const before = ctx.measureText(start).width + 8, after = ctx.measureText(end).width + 8, [x, y] = card(plane, colors, corner, before + bar + after, row);
  for (let i = 0; i < bar; i++) strokes.segment(strokes.styleOf(strength(((i + 0.5) / bar) * top, top)), x + before + i, y, x + before + i + 1, y);
  strokes.draw(ctx);
  ctx.fillStyle = colors.muted;
  ctx.fillText(start, x, y);
  ctx.fillText(end, x + before + bar + 8, y);
}

/** A bar from nothing to the strongest shade, with its numbers; of heat unless `opacity` says another. */
export function heatKey(
  plane: Plane,
  top: number,
  words: string,
  color: string,
  colors: Palette,
  corner: Corner = 'bottom left',
  row = 0,
  opacity = heatOpacity,
): void {
  const { ctx } = plane, bar = 64, end = tickText(Number(top.toPrecision(2)));
  ctx.font = font;
  const before = ctx.measureText(said.from0(words)).width + 6, after = ctx.measureText(end).width + 6;
  const [x, y] = card(plane, colors, corner, before + bar + after, row);
  ctx.fillStyle = color;
  for (let i = 0; i < bar; i++) {
    ctx.globalAlpha = opacity((i + 0.5) / bar);
    ctx.fillRect(x + before + i, y - 5, 1, 10);
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colors.line;
  ctx.strokeRect(Math.round(x + before) + 0.5, Math.round(y - 5) + 0.5, bar, 10);
  ctx.fillStyle = colors.muted;
  ctx.fillText(said.from0(words), x, y);
  ctx.fillText(end, x + before + bar + 6, y);
}
