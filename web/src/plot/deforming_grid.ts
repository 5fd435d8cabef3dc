// A mesh that the flow carries: where its cells shrink, the density grows. Each cell is as dark as it has become dense; one
// that has folded over, which no flow does but a solver's long step can, has the colour of an error.
import type { Palette } from './palette';
import type { Plane } from './plane';

export interface DeformingGrid {
  /** Nodes along x and y, and where they are now: ny nx x 2, row by row from the lower left. */
  nx: number;
  ny: number;
  nodes: Float32Array;
  /** (nx - 1)(ny - 1): each cell's area over what it was; engine.pictures.areaRatios(). */
  ratios: Float64Array;
}

const classes = 9;

/** The shade of a cell, 0 (an eighth as dense, or less) to 8 (eight times or more), 4 where nothing changed; -1: folded. */
export const shadeOf = (ratio: number) =>
  ratio <= 0 ? -1 : Math.max(0, Math.min(classes - 1, Math.round((classes - 1) / 2 - ((classes - 1) / 6) * Math.log2(ratio))));
/** How opaque a shade is. */
export const shadeOpacity = (shade: number) => 0.04 + 0.66 * (shade / (classes - 1)) ** 1.5;

/** color: of the law that the mesh carries, mix(noise, data, t). */
export function drawDeformingGrid(plane: Plane, { nx, ny, nodes, ratios }: DeformingGrid, color: string, colors: Palette): void {
  const { ctx } = plane, x = new Float32Array(nx * ny), y = new Float32Array(nx * ny);
  for (let i = 0; i < nx * ny; i++) {
    x[i] = plane.px(nodes[2 * i]);
    y[i] = plane.py(nodes[2 * i + 1]);
  }
  const members: number[][] = Array.from({ length: classes + 1 }, () => []);
  ratios.forEach((ratio, k) => members[shadeOf(ratio) + 1].push(k + Math.floor(k / (nx - 1))));
  members.forEach((cells, k) => {
    if (cells.length === 0) return;
    ctx.fillStyle = k === 0 ? colors.error : color;
    ctx.globalAlpha = k === 0 ? 0.6 : shadeOpacity(k - 1);
    ctx.beginPath();
    for (const a of cells) {
      ctx.moveTo(x[a], y[a]);
      ctx.lineTo(x[a + 1], y[a + 1]);
      ctx.lineTo(x[a + 1 + nx], y[a + 1 + nx]);
      ctx.lineTo(x[a + nx], y[a + nx]);
      ctx.closePath();
    }
    ctx.fill();
  });
  ctx.strokeStyle = color;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 0.8;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) ctx[i === 0 ? 'moveTo' : 'lineTo'](x[j * nx + i], y[j * nx + i]);
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) ctx[j === 0 ? 'moveTo' : 'lineTo'](x[j * nx + i], y[j * nx + i]);
  ctx.stroke();
  ctx.globalAlpha = 1;
}
