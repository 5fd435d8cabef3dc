// What <fm-hero> draws: particles between noise and the drawing, or the pen's strokes.
import { drawInk } from '../../plot/ink';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import type { Ink } from '../../ui/ink';
import { box } from './ink';

export const half = { x: 5.2, y: 2.6 };
export interface Scene {
  ink: Ink;
  drawing: boolean;
  paths: Float32Array | null;
  steps: number;
  particles: number;
  t: number;
}

/** The plane, as large as fits: twice as wide as high. */
export function planeOf(ctx: CanvasRenderingContext2D, width: number, height: number): Plane {
  const size = Math.min(width, (height * half.x) / half.y), left = (width - size) / 2, top = (height - size) / 2;
  return new Plane(ctx, width, height, half.x, { left, right: left, top, bottom: top });
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = planeOf(ctx, width, height);
  if (scene.drawing) {
    ctx.strokeStyle = colors.line;
    ctx.setLineDash([4, 5]);
    ctx.strokeRect(plane.px(-box.x), plane.py(box.y), 2 * box.x * plane.scale, 2 * box.y * plane.scale);
    ctx.setLineDash([]);
    return drawInk(plane, scene.ink, Math.max(4, plane.scale * 0.12), colors.data);
  }
  if (!scene.paths) return;
  const { paths, steps, particles, t } = scene;
  drawSamples(plane, { states: paths, count: particles, part: t, size: Math.max(1.6, plane.scale * 0.034), trail: t < 1 ? 0.07 * steps : 0 }, colors);
}
