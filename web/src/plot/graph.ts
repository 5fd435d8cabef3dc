// A graph over time: t from 0 to 1 to the right, another quantity upward, and a line at one time.
//
//   const graph = new Graph(ctx, width, height, { low: 0, high: 1 });
//   graph.axes(colors, [0, 0.5, 1]);
//   graph.curve(values, colors.noise, 2);   // equally spaced in time
import { font, tickText } from './axes';
import type { Palette } from './palette';

export interface Extent {
  low: number;
  high: number;
}
const inset = { left: 34, right: 14, top: 10, bottom: 24 };
const hours = [0, 0.25, 0.5, 0.75, 1];

export class Graph {
  constructor(readonly ctx: CanvasRenderingContext2D, readonly width: number, readonly height: number, readonly extent: Extent) {}

  px(t: number): number {
    return inset.left + t * (this.width - inset.left - inset.right);
  }
  py(v: number): number {
    const { low, high } = this.extent;
    return this.height - inset.bottom - ((v - low) / (high - low)) * (this.height - inset.top - inset.bottom);
  }
  /** Left, top, width and height of what it covers, in CSS pixels. */
  get box(): [number, number, number, number] {
    return [this.px(0), this.py(this.extent.high), this.px(1) - this.px(0), this.py(this.extent.low) - this.py(this.extent.high)];
  }

  /** Lines and numbers at these heights, and at quarters of the time, which ends at `last`; what is counted to the right and upward. */
  axes(colors: Palette, heights: readonly number[], right = 't', up = '', last = 1): void {
    const { ctx } = this, [left, top, width, height] = this.box, crisp = (v: number) => Math.round(v) + 0.5;
    const line = (x0: number, y0: number, x1: number, y1: number) => {
      ctx.beginPath();
      ctx.moveTo(crisp(x0), crisp(y0));
      ctx.lineTo(crisp(x1), crisp(y1));
      ctx.stroke();
    };
    Object.assign(ctx, { font, lineWidth: 1, strokeStyle: colors.line, fillStyle: colors.muted, textAlign: 'center', textBaseline: 'top' });
    for (const t of hours) {
      line(this.px(t), top, this.px(t), top + height);
      ctx.fillText(tickText(last * t), this.px(t), top + height + 6);
    }
    Object.assign(ctx, { textAlign: 'right', textBaseline: 'middle' });
    for (const v of heights) {
      line(left, this.py(v), left + width, this.py(v));
      ctx.fillText(tickText(v), left - 6, this.py(v));
    }
    Object.assign(ctx, { font: 'italic 14px "Source Serif 4 Variable", Georgia, serif', textAlign: 'center' });
    ctx.fillText(right, this.px(0.875), top + height + 12);
    ctx.fillText(up, left - 16, this.py((heights.at(-1)! + heights.at(-2)!) / 2));
  }

  /** values: at equally spaced times from 0 to 1; what leaves the graph is cut off. */
  curve(values: ArrayLike<number>, color: string, width: number, o: { alpha?: number; dash?: number[]; part?: number } = {}): void {
    const { ctx } = this, last = values.length - 1, until = Math.round((o.part ?? 1) * last);
    this.inside(() => {
      Object.assign(ctx, { strokeStyle: color, lineWidth: width, lineJoin: 'round', globalAlpha: o.alpha ?? 1 });
      ctx.setLineDash(o.dash ?? []);
      ctx.beginPath();
      for (let i = 0; i <= until; i++) if (Number.isFinite(values[i])) ctx.lineTo(this.px(i / last), this.py(values[i]));
      ctx.stroke();
    });
  }

  dot(t: number, v: number, radius: number, color: string): void {
    const { ctx } = this;
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.arc(this.px(t), this.py(v), radius, 0, 2 * Math.PI);
    ctx.fill();
  }

  /** A line at a time. */
  now(t: number, colors: Palette): void {
    const { ctx } = this, [, top, , height] = this.box;
    Object.assign(ctx, { strokeStyle: colors.ink, lineWidth: 1.2, globalAlpha: 0.7 });
    ctx.beginPath();
    ctx.moveTo(this.px(t), top);
    ctx.lineTo(this.px(t), top + height);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  /** Draws, and nothing outside. */
  inside(draw: () => void): void {
    const { ctx } = this;
    ctx.save();
    ctx.beginPath();
    ctx.rect(...this.box);
    ctx.clip();
    draw();
    ctx.restore();
  }
}
