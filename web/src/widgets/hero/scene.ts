// What <fm-hero> draws: particles between noise and the drawing, or the pen's strokes.
import { mix, palette } from '../../plot/palette';
import { box, type Ink } from './ink';

export const half = { x: 5.2, y: 2.6 };
export interface Scene { ink: Ink; drawing: boolean; paths: Float32Array | null; steps: number; particles: number; t: number }

/** World to canvas, as large as fits. */
export function view(width: number, height: number) {
  const scale = Math.min(width / (2 * half.x), height / (2 * half.y));
  return {
    scale, px: (x: number) => width / 2 + x * scale, py: (y: number) => height / 2 - y * scale,
    world: (px: number, py: number): [number, number] => [(px - width / 2) / scale, (height / 2 - py) / scale],
  };
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), v = view(width, height);
  if (scene.drawing) {
    ctx.strokeStyle = colors.line;
    ctx.setLineDash([4, 5]);
    ctx.strokeRect(v.px(-box.x), v.py(box.y), 2 * box.x * v.scale, 2 * box.y * v.scale);
    ctx.setLineDash([]);
    return strokes(ctx, scene.ink, v, colors.data);
  }
  if (!scene.paths) return;
  const { paths, steps, particles, t } = scene;
  const s = Math.min(steps - 1e-6, t * steps), i = Math.floor(s), f = s - i, size = Math.max(1.6, v.scale * 0.034);
  const place = (k: number, at: number, share: number): [number, number] => {
    const a = 2 * (at * particles + k), b = a + 2 * particles;
    return [v.px(paths[a] + share * (paths[b] - paths[a])), v.py(paths[a + 1] + share * (paths[b + 1] - paths[a + 1]))];
  };
  ctx.fillStyle = ctx.strokeStyle = mix(colors.noise, colors.data, t);
  if (t > 0 && t < 1) { // where they came from, for as long as they move
    const before = Math.max(0, t - 0.07) * steps, j = Math.min(steps - 1, Math.floor(before));
    ctx.globalAlpha = 0.25;
    ctx.beginPath();
    for (let k = 0; k < particles; k += 2) {
      ctx.moveTo(...place(k, j, before - j));
      ctx.lineTo(...place(k, i, f));
    }
    ctx.stroke();
  }
  ctx.globalAlpha = 0.8;
  for (let k = 0; k < particles; k++) {
    const [x, y] = place(k, i, f);
    ctx.fillRect(x - size / 2, y - size / 2, size, size);
  }
  ctx.globalAlpha = 1;
}

function strokes(ctx: CanvasRenderingContext2D, ink: Ink, v: ReturnType<typeof view>, color: string): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = Math.max(4, v.scale * 0.12);
  ctx.lineCap = ctx.lineJoin = 'round';
  for (const s of ink) {
    ctx.beginPath();
    for (let i = 0; i < s.length; i += 2) ctx.lineTo(v.px(s[i]), v.py(s[i + 1]));
    ctx.stroke();
  }
}
