// Strokes of a pen.
import type { Plane } from './plane';

/** Each of x, y, x, y, ..; `width` in CSS pixels. */
export function drawInk(plane: Plane, ink: readonly (readonly number[])[], width: number, color: string): void {
  const { ctx } = plane;
  Object.assign(ctx, { strokeStyle: color, lineWidth: width, lineCap: 'round', lineJoin: 'round' });
  for (const stroke of ink) {
    ctx.beginPath();
    for (let i = 0; i < stroke.length; i += 2) ctx.lineTo(plane.px(stroke[i]), plane.py(stroke[i + 1]));
    ctx.stroke();
  }
}
