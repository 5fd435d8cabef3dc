// Streamlines of a velocity field at one time: engine.pictures.streamlines() places them, this draws them. They swell where
// the field is fast, taper off at their ends, and carry a few arrowheads. Say streamline (t stands still), never trajectory.
//
//   const lines = engine.pictures.streamlines(grid, 0.35);      // in a worker: a few milliseconds for 33 x 33 nodes
//   drawStreamlines(plane, lines, colors.velocity, topSpeed);
import type { Streamlines } from '../engine/picture';
import type { Plane } from './plane';
import { shades, Strokes } from './strokes';

const styles = 8;
export const lineStyles = (color: string) => shades(color, styles, [0.7, 2.1], [0.2, 0.95]);
/** Pixels: over which a line tapers, and between arrowheads. */
const taper = 26, headsApart = 120;
/** How many shades of clarity arrowheads have; what is fainter than the first has none. */
const shadesOfHeads = 4;

/** How strong a line is at a speed, as a share of the strongest: the eye needs slow ones, too. */
export const strength = (speed: number, top: number) => 0.3 + 0.7 * Math.sqrt(Math.min(1, speed / top));

/** top: the speed that is drawn strongest; the same for pictures to be compared. clear: how clear each point is, 0 to 1. */
export function drawStreamlines(plane: Plane, lines: Streamlines, color: string, top: number, clear: (i: number) => number = () => 1): void {
  const { ctx } = plane, { points, speed, ends } = lines, strokes = new Strokes(lineStyles(color));
  const heads: number[][] = Array.from({ length: shadesOfHeads + 1 }, () => []);
  let from = 0;
  for (const end of ends) {
    const x = (i: number) => plane.px(points[2 * i]), y = (i: number) => plane.py(points[2 * i + 1]);
    const lengths = [0];
    for (let i = from + 1; i < end; i++) lengths.push(lengths[i - from - 1] + Math.hypot(x(i) - x(i - 1), y(i) - y(i - 1)));
    const whole = lengths[lengths.length - 1], count = Math.max(1, Math.round(whole / headsApart));
    const closed = points[2 * from] === points[2 * end - 2] && points[2 * from + 1] === points[2 * end - 1];
    let next = 0;
    for (let i = from + 1; i < end; i++) {
      const at = lengths[i - from], thin = closed ? 1 : Math.min(1, at / taper, (whole - at) / taper);
      const clarity = clear(i), weight = clarity * strength((speed[i] + speed[i - 1]) / 2, top);
      strokes.segment(strokes.styleOf(weight * (0.15 + 0.85 * thin)), x(i - 1), y(i - 1), x(i), y(i));
      if (at < (whole * (next + 0.5)) / count || clarity < 1 / shadesOfHeads) continue;
      heads[Math.floor(clarity * shadesOfHeads)].push(x(i), y(i), x(i) - x(i - 1), y(i) - y(i - 1), weight);
      next++;
    }
    from = end;
  }
  strokes.draw(ctx);
  heads.forEach((some, shade) => {
    ctx.globalAlpha = shade / shadesOfHeads;
    if (some.length) drawHeads(ctx, some, color);
  });
  ctx.globalAlpha = 1;
}

/** heads: x, y, direction x, y, weight of each. */
function drawHeads(ctx: CanvasRenderingContext2D, heads: number[], color: string): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  for (let i = 0; i < heads.length; i += 5) {
    const [x, y, dx, dy, weight] = heads.slice(i, i + 5), length = Math.hypot(dx, dy), size = 4 + 3.5 * weight;
    const ux = (dx / length) * size, uy = (dy / length) * size;
    ctx.moveTo(x + 0.6 * ux, y + 0.6 * uy);
    ctx.lineTo(x - 0.5 * ux - 0.45 * uy, y - 0.5 * uy + 0.45 * ux);
    ctx.lineTo(x - 0.5 * ux + 0.45 * uy, y - 0.5 * uy - 0.45 * ux);
    ctx.closePath();
  }
  ctx.fill();
}
