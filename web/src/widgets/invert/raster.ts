// A drawing as MNIST would have it: 28 x 28 values in [-1, 1], the strokes in the middle of them.
import { drawInk } from '../../plot/ink';
import { pixels, side } from '../../plot/digits';
import { Plane } from '../../plot/plane';
import type { Floats } from '../../engine/names';
import type { Box, Ink } from '../../ui/ink';

export const box: Box = { x: 1, y: 1 };
/** The digits of MNIST fill 20 pixels; their strokes are about two wide. */
const inner = 18, pen = 2.3;

const arc = (x: number, y: number, rx: number, ry: number, from: number, to: number): number[] =>
  Array.from({ length: 25 }, (_, i) => from + ((to - from) * i) / 24).flatMap((a) => [x + rx * Math.cos(a), y + ry * Math.sin(a)]);
export const drawings = {
  three: [[...arc(-0.05, 0.4, 0.45, 0.4, 2.5, -1.5), ...arc(-0.1, -0.42, 0.55, 0.44, 1.5, -2.6)]],
  seven: [[-0.55, 0.8, 0.55, 0.8, 0.35, 0.3, 0, -0.85]],
  six: [[...arc(0.6, 0.1, 0.9, 0.9, 1.9, 3.1), ...arc(0.05, -0.4, 0.38, 0.42, 3.1, -3.2)]],
} satisfies Record<string, Ink>;
export type Drawing = keyof typeof drawings;

export function raster(ink: Ink): Floats {
  const xs = ink.flatMap((s) => s.filter((_, i) => i % 2 === 0)), ys = ink.flatMap((s) => s.filter((_, i) => i % 2 === 1));
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = inner / Math.max(right - left, high - low, 0.2), x = (left + right) / 2, y = (low + high) / 2;
  const ctx = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })! as unknown as CanvasRenderingContext2D;
  ctx.fillStyle = '#000000';
  ctx.fillRect(0, 0, side, side);
  const half = side / (2 * scale), plane = new Plane(ctx, side, side, half);
  drawInk(plane, ink.map((s) => s.map((v, i) => v - (i % 2 ? y : x))), pen, '#ffffff');
  const { data } = ctx.getImageData(0, 0, side, side);
  return Float32Array.from({ length: pixels }, (_, i) => data[4 * i] / 127.5 - 1);
}
