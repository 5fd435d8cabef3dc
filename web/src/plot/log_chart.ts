// A chart with both axes in powers: what falls, against the number of evaluations.
//
//   const chart = new LogChart(ctx, width, height, { most: 600, bottom: -6, top: 0 });
//   chart.axes(colors, [1, 4, 16], words.evaluations, words.error);
//   chart.curve(evaluations, errors, { color, width: 2, alpha: 1 });
//   chart.names([{ value, text, color }], colors);
import { font } from './axes';
import type { Palette } from './palette';

/** To the right from 1 to `most`; upward from 10^bottom to 10^top. */
export interface Decades {
  most: number;
  bottom: number;
  top: number;
}
export interface Line {
  color: string;
  width: number;
  alpha: number;
  dash?: number[];
  dot?: number;
}
const inset = { left: 52, right: 62, top: 16, bottom: 40 };
const superscript = (n: number) => [...String(n)].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');

export class LogChart {
  constructor(readonly ctx: CanvasRenderingContext2D, readonly width: number, readonly height: number, readonly range: Decades) {}

  x(n: number): number {
    return inset.left + (Math.log(n) / Math.log(this.range.most)) * (this.width - inset.left - inset.right);
  }
  /** What is beyond the range stands on its edge. */
  y(v: number): number {
    const { top, bottom } = this.range, log = Math.log10(Math.min(10 ** top, Math.max(10 ** bottom, v)));
    return inset.top + ((top - log) / (top - bottom)) * (this.height - inset.top - inset.bottom);
  }

  axes(colors: Palette, columns: readonly number[], right: string, up: string): void {
    const { ctx, width, height } = this, { top, bottom } = this.range, crisp = (v: number) => Math.round(v) + 0.5;
    Object.assign(ctx, { font, fillStyle: colors.muted, strokeStyle: colors.line, lineWidth: 1, textBaseline: 'middle', textAlign: 'right' });
    const every = top - bottom > 9 ? 2 : 1, fine = top - bottom <= 2 ? [1, 2, 5] : [1];
    for (let p = Math.ceil(bottom); p <= top; p += every)
      for (const m of fine) {
        const v = m * 10 ** p;
        if (v > 10 ** top * 1.001) continue;
        ctx.beginPath();
        ctx.moveTo(inset.left, crisp(this.y(v)));
        ctx.lineTo(width - inset.right, crisp(this.y(v)));
        ctx.stroke();
        ctx.fillText(fine.length > 1 ? String(Number(v.toPrecision(1))) : p === 0 ? '1' : `10${superscript(p)}`, inset.left - 7, this.y(v));
      }
    Object.assign(ctx, { textAlign: 'center', textBaseline: 'top' });
    for (const n of columns) {
      ctx.globalAlpha = 0.5;
      ctx.beginPath();
      ctx.moveTo(crisp(this.x(n)), this.y(10 ** top));
      ctx.lineTo(crisp(this.x(n)), this.y(10 ** bottom));
      ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.fillText(String(n), this.x(n), height - inset.bottom + 6);
    }
    ctx.fillText(right, (inset.left + width - inset.right) / 2, height - 17);
    ctx.textAlign = 'left';
    ctx.fillText(up, inset.left + 7, inset.top + 6);
  }

  curve(n: ArrayLike<number>, values: ArrayLike<number>, { color, width, alpha, dash = [], dot = 2 }: Line): void {
    const { ctx } = this;
    Object.assign(ctx, { strokeStyle: color, fillStyle: color, lineWidth: width, globalAlpha: alpha, lineJoin: 'round' });
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (let i = 0; i < n.length; i++) ctx.lineTo(this.x(n[i]), this.y(values[i]));
    ctx.stroke();
    ctx.setLineDash([]);
    for (let i = 0; i < n.length; i++) {
      ctx.beginPath();
      ctx.arc(this.x(n[i]), this.y(values[i]), dot, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }

  /** From one value to another, over all of the width. */
  band(low: number, high: number, color: string): void {
    const { ctx } = this, left = this.x(1), top = this.y(high);
    Object.assign(ctx, { fillStyle: color, globalAlpha: 0.18 });
    ctx.fillRect(left, top, this.x(this.range.most) - left, Math.max(2, this.y(low) - top));
    ctx.globalAlpha = 1;
  }

  /** Names beside the ends of lines, no two upon each other. */
  names(labels: readonly { value: number; text: string; color: string; strong?: boolean }[]): void {
    const { ctx } = this, placed = labels.map((l) => ({ ...l, at: this.y(l.value) })).sort((a, b) => a.at - b.at);
    let last = -Infinity;
    Object.assign(ctx, { textBaseline: 'middle', textAlign: 'left' });
    for (const label of placed) {
      last = Math.max(label.at, last + 13);
      ctx.fillStyle = label.color;
      ctx.font = `${label.strong ? 650 : 450} 11px "Inter Variable", system-ui, sans-serif`;
      ctx.fillText(label.text, this.width - inset.right + 7, last);
    }
  }
}
