// Many thin lines at the cost of a few: segments are sorted into a handful of styles, and each style is one path.

export interface Stroke {
  color: string;
  width: number;
  alpha: number;
}

/** `count` styles of one colour from the faintest to the strongest: the n-th for weights around n / (count - 1). */
export function shades(color: string, count: number, width: readonly [number, number], alpha: readonly [number, number]): Stroke[] {
  return Array.from({ length: count }, (_, i) => {
    const part = i / (count - 1);
    return { color, width: width[0] + part * (width[1] - width[0]), alpha: alpha[0] + part * (alpha[1] - alpha[0]) };
  });
}

export class Strokes {
  private readonly lines: number[][];

  constructor(private readonly styles: readonly Stroke[]) {
    this.lines = styles.map(() => []);
  }

  /** The style for a weight in [0, 1]; below the faintest, none (-1). */
  styleOf(weight: number): number {
    const last = this.styles.length - 1;
    return weight < 0.5 / (last + 1) ? -1 : Math.min(last, Math.round(weight * last));
  }

  /** In pixels. A segment that begins where the style's last one ended goes on with it. */
  segment(style: number, x0: number, y0: number, x1: number, y1: number): void {
    if (style >= 0) this.lines[style].push(x0, y0, x1, y1);
  }

  draw(ctx: CanvasRenderingContext2D): void {
    ctx.lineCap = 'butt';
    ctx.lineJoin = 'round';
    this.styles.forEach(({ color, width, alpha }, k) => {
      const line = this.lines[k];
      if (line.length === 0) return;
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      for (let i = 0, x = NaN, y = NaN; i < line.length; i += 4) {
        if (line[i] !== x || line[i + 1] !== y) ctx.moveTo(line[i], line[i + 1]);
        ctx.lineTo(x = line[i + 2], y = line[i + 3]);
      }
      ctx.stroke();
    });
    ctx.globalAlpha = 1;
  }
}
