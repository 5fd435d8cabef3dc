// What <fm-dial> draws: digits with a mark on those that are read as another one, and what was measured at each guidance.
import { font } from '../../plot/axes';
import { drawDigits, type Grey } from '../../plot/digits';
import { Graph } from '../../plot/graph';
import { palette } from '../../plot/palette';

export interface Measured {
  /** The share that is read as asked; the spread of a class as a share of real digits'. */
  right: number;
  spread: number;
}
export interface Scene {
  w: number;
  images: Grey | null;
  labels: number[];
  /** What each is read as; empty while they are on their way. */
  digits: number[];
  measured: ReadonlyMap<number, Measured>;
}

export const columns = 10, rows = 6, count = columns * rows, mostGuidance = 6;

export function drawCrowd(ctx: CanvasRenderingContext2D, width: number, height: number, { images, labels, digits }: Scene): void {
  if (!images) return;
  const colors = palette(), cell = Math.min(width / columns, height / rows), left = (width - columns * cell) / 2, top = (height - rows * cell) / 2, gap = 4;
  drawDigits(ctx, images, { left: left + gap / 2, top: top + gap / 2, columns, cell, gap });
  Object.assign(ctx, { strokeStyle: colors.error, lineWidth: 3, font: `700 ${Math.max(11, cell / 4)}px "Inter Variable", system-ui, sans-serif`,
    textAlign: 'right', textBaseline: 'bottom' });
  digits.forEach((digit, i) => {
    if (digit === labels[i]) return;
    const x = left + (i % columns) * cell, y = top + Math.floor(i / columns) * cell;
    ctx.strokeRect(x + 3, y + 3, cell - 6, cell - 6);
    ctx.fillStyle = colors.card;
    ctx.fillRect(x + cell - cell / 3, y + cell - cell / 2.6, cell / 3 - 4, cell / 2.6 - 4);
    ctx.fillStyle = colors.error;
    ctx.fillText(String(digit), x + cell - 7, y + cell - 5);
  });
}

const tallest = 1.2;

export function drawDial(ctx: CanvasRenderingContext2D, width: number, height: number, { w, measured }: Scene): void {
  const colors = palette(), graph = new Graph(ctx, width, height, { low: 0, high: tallest });
  graph.axes(colors, [0, 0.25, 0.5, 0.75, 1], 'w', '', mostGuidance);
  Object.assign(ctx, { strokeStyle: colors.muted, lineWidth: 1, font });
  ctx.setLineDash([3, 3]);
  const now = graph.px(w / mostGuidance);
  ctx.beginPath();
  ctx.moveTo(now, graph.py(0));
  ctx.lineTo(now, graph.py(tallest));
  ctx.stroke();
  ctx.setLineDash([]);
  const points = [...measured].sort(([a], [b]) => a - b);
  for (const [key, color] of [['right', colors.velocity], ['spread', colors.noise]] as const) {
    const places = points.map(([at, m]) => [graph.px(at / mostGuidance), graph.py(Math.min(tallest, m[key]))] as const);
    Object.assign(ctx, { strokeStyle: color, fillStyle: color, lineWidth: 2 });
    ctx.beginPath();
    for (const [x, y] of places) ctx.lineTo(x, y);
    ctx.stroke();
    for (const [x, y] of places) {
      ctx.beginPath();
      ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}
