// A lattice of arrows in a few paths. Where streamlines can be drawn they say more; arrows say how fast.
//
//   drawArrows(plane, places, u, { scale: 0.15, color, width: 1.4, weight: (i) => .. });
//   arrowKey(plane, 0.15, color, colors);
import type { Plane } from './plane';
import { shades, Strokes } from './strokes';

export interface Arrows {
  /** Length in the plane of an arrow for a speed of 1. */
  scale: number;
  color: string;
  width: number;
  /** How clear an arrow is, 0 to 1; all of them when left out. */
  weight?: (i: number) => number;
}

const styles = 6;

/** places, u: n x 2. */
export function drawArrows(plane: Plane, places: Float32Array, u: Float32Array, { scale, color, width, weight = () => 1 }: Arrows): void {
  const { ctx } = plane, looks = shades(color, styles, [width, width], [0.1, 1]), shafts = new Strokes(looks);
  const heads: number[][] = looks.map(() => []);
  for (let i = 0; i < places.length; i += 2) {
    const style = shafts.styleOf(weight(i / 2));
    if (style < 0) continue;
    const x = plane.px(places[i]), y = plane.py(places[i + 1]), dx = u[i] * scale * plane.scale, dy = -u[i + 1] * scale * plane.scale;
    const length = Math.hypot(dx, dy), head = Math.min(length * 0.6, 2.5 + 2.6 * width);
    if (!Number.isFinite(length)) continue;
    if (length < 1) { // standing still: a dot
      heads[style].push(x, y - width, x - width, y + 0.6 * width, x + width, y + 0.6 * width);
      continue;
    }
    const ux = (dx / length) * head, uy = (dy / length) * head, bx = x + dx - ux, by = y + dy - uy;
    shafts.segment(style, x, y, bx, by);
    heads[style].push(x + dx, y + dy, bx - uy * 0.5, by + ux * 0.5, bx + uy * 0.5, by - ux * 0.5);
  }
  shafts.draw(ctx);
  ctx.fillStyle = color;
  heads.forEach((h, style) => {
    ctx.globalAlpha = looks[style].alpha;
    ctx.beginPath();
    for (let i = 0; i < h.length; i += 6) {
      ctx.moveTo(h[i], h[i + 1]);
      ctx.lineTo(h[i + 2], h[i + 3]);
      ctx.lineTo(h[i + 4], h[i + 5]);
      ctx.closePath();
    }
    if (h.length > 0) ctx.fill();
  });
  ctx.globalAlpha = 1;
}
