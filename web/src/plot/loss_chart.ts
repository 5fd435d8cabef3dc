// The loss over the steps, with the floor that no network can pass.
import { words } from '../ui/strings/train';
import type { Palette } from './palette';

/** A long curve in a bounded number of points: each holds the mean of `stride` losses. */
export class LossHistory {
  private means: { loss: number; ema: number }[] = [];
  private stride = 1;
  private sum = 0;
  private held = 0;
  ema = NaN;
  steps = 0;

  add(losses: Float32Array): void {
    for (const loss of losses) {
      this.steps++;
      // Early on an average of all so far; later of about the last fifty.
      const weight = Math.max(0.02, 1 / this.steps);
      this.ema = Number.isNaN(this.ema) ? loss : this.ema + weight * (loss - this.ema);
      this.sum += loss;
      if (++this.held < this.stride) continue;
      this.means.push({ loss: this.sum / this.held, ema: this.ema });
      this.sum = this.held = 0;
      if (this.means.length < 400) continue;
      this.means = Array.from({ length: 200 }, (_, i) => {
        const a = this.means[2 * i], b = this.means[2 * i + 1];
        return { loss: (a.loss + b.loss) / 2, ema: b.ema };
      });
      this.stride *= 2;
    }
  }

  /** Forgets what came after `step`. */
  cut(step: number): void {
    this.means.length = Math.min(this.means.length, Math.floor(step / this.stride));
    this.steps = step;
    this.sum = this.held = 0;
    this.ema = this.means.at(-1)?.ema ?? NaN;
  }

  points(): { step: number; loss: number; ema: number }[] {
    return this.means.map((p, i) => ({ step: (i + 0.5) * this.stride, ...p }));
  }
}

function niceStep(span: number, count: number): number {
  const raw = span / count, power = 10 ** Math.floor(Math.log10(raw)), ratio = raw / power;
  return power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
}

export function drawLoss(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  history: LossHistory,
  floor: number | null,
  colors: Palette,
): void {
  const curve = history.points(), left = 34, right = 10, top = 12, bottom = 22;
  const values = curve.map((p) => p.loss);
  const low0 = Math.min(floor ?? Infinity, ...values), high0 = Math.max(floor ?? -Infinity, ...values);
  const high = Number.isFinite(high0) ? Math.max(high0, (floor ?? 0) * 1.25) : 4, base = Number.isFinite(low0) ? low0 : 0;
  const low = Math.max(0, base - 0.12 * (high - base));
  const last = Math.max(100, history.steps * 1.02);
  const x = (s: number) => left + (s / last) * (width - left - right);
  const y = (v: number) => top + ((high - v) / (high - low)) * (height - top - bottom);

  ctx.font = '11px "Inter Variable", system-ui, sans-serif';
  ctx.fillStyle = colors.muted;
  ctx.strokeStyle = colors.line;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  const dy = niceStep(high - low, 4);
  for (let v = Math.ceil(low / dy) * dy; v <= high; v += dy) {
    ctx.beginPath();
    ctx.moveTo(left, Math.round(y(v)) + 0.5);
    ctx.lineTo(width - right, Math.round(y(v)) + 0.5);
    ctx.stroke();
    ctx.fillText(v.toFixed(dy < 0.1 ? 2 : 1), left - 6, y(v));
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const dx = niceStep(last, width > 380 ? 5 : 3);
  for (let s = 0; s <= last; s += dx) ctx.fillText(String(Math.round(s)), x(s), height - bottom + 6);

  ctx.strokeStyle = colors.error;
  ctx.lineJoin = 'round';
  const trace = (key: 'loss' | 'ema', lineWidth: number, alpha: number) => {
    Object.assign(ctx, { lineWidth, globalAlpha: alpha });
    ctx.beginPath();
    curve.forEach((p, i) => (i ? ctx.lineTo(x(p.step), y(p[key])) : ctx.moveTo(x(p.step), y(p[key]))));
    ctx.stroke();
  };
  trace('loss', 1, 0.4);
  trace('ema', 2, 1);
  ctx.globalAlpha = 1;

  if (floor === null) return;
  ctx.strokeStyle = colors.exact;
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(left, y(floor));
  ctx.lineTo(width - right, y(floor));
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = colors.exact;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(words.perfect(floor.toFixed(2)), left + 6, y(floor) + 4);
}
