// What <fm-map> draws: a square of digits, with the place that is asked about, and the digit of that place.
import { drawDigits, type Grey } from '../../plot/digits';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import type { classOptions } from '../../weights/labels';

/** Digits on a side of the square. */
export const side = 7;

export interface Values extends Record<string, number | string | boolean> {
  x: number;
  y: number;
  seed: number;
  label: (typeof classOptions)[number][0];
}
export interface Scene {
  state: Values;
  all: Grey | null;
  one: Grey | null;
}

/** The square is [-1, 1]^2 with room for half a digit around: a digit stands where its noise is mixed. */
const margin = 1 + 1 / (side - 1);
export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, margin);

const unit = (v: number) => Math.max(0, Math.min(1, (v + 1) / 2));
/** From the upper left corner to the right and down, 0 to 1. */
export const placeOf = (x: number, y: number) => Float32Array.of(unit(x), unit(-y));
export const lattice = Float32Array.from({ length: 2 * side * side }, (_, i) => (i % 2 ? Math.floor((i >> 1) / side) : (i >> 1) % side) / (side - 1));

export function drawMap(ctx: CanvasRenderingContext2D, width: number, height: number, { state, all }: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height), left = plane.px(-margin), top = plane.py(margin);
  if (all) drawDigits(ctx, all, { left, top, columns: side, cell: (2 * margin * plane.scale) / side, gap: 0 });
  plane.ring(state.x, state.y, 13, colors.card);
  plane.ring(state.x, state.y, 11, colors.velocity);
  plane.ring(state.x, state.y, 9, colors.card);
}

export function drawOne(ctx: CanvasRenderingContext2D, width: number, height: number, { one }: Scene): void {
  const size = Math.min(width, height);
  if (one) drawDigits(ctx, one, { left: (width - size) / 2, top: (height - size) / 2, columns: 1, cell: size, gap: 0 });
}
