// The frame of a plane: a faint lattice under the data, and numbers outside it, where nothing is drawn.
//
//   const plane = new Plane(ctx, width, height, half, axesInset);
//   drawAxes(plane, colors);
import type { Palette } from './palette';
import type { Inset, Plane } from './plane';

const family = '"Inter Variable", system-ui, sans-serif';
export const font = `11px ${family}`;
/** The room that the numbers take. */
export const axesInset: Inset = { left: 24, right: 6, top: 6, bottom: 22 };

/** The numbers along an axis from -half to half: a round step, about one in 70 pixels. */
export function ticks(half: number, pixels: number): number[] {
  const most = Math.max(2, pixels / 70), raw = (2 * half) / most, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999)!, last = Math.floor((half * 0.999) / step);
  return Array.from({ length: 2 * last + 1 }, (_, i) => (i - last) * step);
}
export const tickText = (v: number) => String(Number(v.toPrecision(6))).replace('-', '\u2212');

export function drawAxes(plane: Plane, colors: Palette): void {
  const { ctx, half } = plane, crisp = (v: number) => Math.round(v) + 0.5;
  const left = crisp(plane.px(-half)), right = crisp(plane.px(half)), top = crisp(plane.py(half)), bottom = crisp(plane.py(-half));
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.line;
  ctx.fillStyle = colors.muted;
  ctx.font = font;
  for (const v of ticks(half, right - left)) {
    ctx.globalAlpha = v === 0 ? 1 : 0.5;
    ctx.beginPath();
    ctx.moveTo(crisp(plane.px(v)), top);
    ctx.lineTo(crisp(plane.px(v)), bottom);
    ctx.moveTo(left, crisp(plane.py(v)));
    ctx.lineTo(right, crisp(plane.py(v)));
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillText(tickText(v), plane.px(v), bottom + 6);
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillText(tickText(v), left - 6, plane.py(v));
  }
  ctx.strokeRect(left, top, right - left, bottom - top);
}

/** What a plane shows, in its upper left corner. */
export function drawTitle(plane: Plane, text: string, colors: Palette): void {
  const { ctx, half } = plane;
  Object.assign(ctx, { fillStyle: colors.ink, font: `600 12px ${family}`, textAlign: 'left', textBaseline: 'top' });
  ctx.fillText(text, plane.px(-half) + 8, plane.py(half) + 8);
}
