// A law as a picture: its density as heat in its colour, and lines that hold a share of the mass.
//
//   const p = engine.pictures.density(points, { half, bandwidth: 0.12 });
//   drawDensity(plane, p, color, peak);                           // peak: the same for pictures to be compared
//   drawContours(plane, engine.pictures.contours(p, levels), color);
import type { Density, Polylines } from '../engine/picture';
import { rgb } from './palette';
import type { Plane } from './plane';
import { drawRaster } from './raster';

/** How opaque a share of the peak is: the tails of a law can be seen. */
export const densityOpacity = (share: number) => 0.85 * share ** 0.6;

/** The largest density: what drawDensity shows strongest. */
export const peakOf = (p: Density) => p.values.reduce((a, b) => Math.max(a, b), 0);

export function drawDensity(plane: Plane, p: Density, color: string, peak = peakOf(p)): void {
  drawRaster(plane, p.values, p.nx, p.ny, p.box, { color: rgb(color), opacity: densityOpacity, top: peak });
}

/** One set of lines a level, the outermost first: the further in, the stronger. */
export function drawContours(plane: Plane, levels: readonly Polylines[], color: string): void {
  const { ctx } = plane;
  ctx.strokeStyle = color;
  ctx.lineJoin = 'round';
  levels.forEach(({ points, ends }, k) => {
    const part = levels.length > 1 ? k / (levels.length - 1) : 1;
    ctx.lineWidth = 0.8 + 0.6 * part;
    ctx.globalAlpha = 0.45 + 0.5 * part;
    ctx.beginPath();
    for (let i = 0, line = 0; i < points.length / 2; i++) {
      const x = plane.px(points[2 * i]), y = plane.py(points[2 * i + 1]);
      if (i === (line === 0 ? 0 : ends[line - 1])) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
      if (i + 1 === ends[line]) line++;
    }
    ctx.stroke();
  });
  ctx.globalAlpha = 1;
}
