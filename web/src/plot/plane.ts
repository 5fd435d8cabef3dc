// The plane [-half, half]^2 on a canvas: points, arrows, lines, an ellipse.
/** Room around the plane, in CSS pixels: for the numbers of its axes. */
export interface Inset {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const noInset: Inset = { left: 0, right: 0, top: 0, bottom: 0 };

export class Plane {
  readonly scale: number;
  private readonly left: number;
  private readonly top: number;

  constructor(readonly ctx: CanvasRenderingContext2D, width: number, height: number, readonly half: number, inset = noInset) {
    const across = width - inset.left - inset.right, down = height - inset.top - inset.bottom, size = Math.min(across, down);
    this.scale = size / (2 * half);
    this.left = inset.left + (across - size) / 2;
    this.top = inset.top + (down - size) / 2;
  }

  px(x: number): number {
    return this.left + (x + this.half) * this.scale;
  }
  py(y: number): number {
    return this.top + (this.half - y) * this.scale;
  }
  /** World coordinates of a place on the canvas, in CSS pixels. */
  world(px: number, py: number): [number, number] {
    return [(px - this.left) / this.scale - this.half, this.half - (py - this.top) / this.scale];
  }

  ring(x: number, y: number, radius: number, color: string): void {
    const { ctx } = this;
    ctx.beginPath();
    ctx.arc(this.px(x), this.py(y), radius, 0, 2 * Math.PI);
    ctx.strokeStyle = color;
    ctx.lineWidth = 2;
    ctx.stroke();
  }

  /** points: n x 2. `count` of them, all when left out. */
  dots(points: Float32Array, radius: number, color: string, alpha: number, count = points.length / 2): void {
    const { ctx } = this;
    ctx.fillStyle = color;
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    // A square of the same area costs a fifth, and nobody sees the corners of one that small.
    const side = radius < 2 ? Math.sqrt(Math.PI) * radius : 0;
    for (let i = 0; i < count; i++) {
      const x = this.px(points[2 * i]), y = this.py(points[2 * i + 1]);
      if (side > 0) ctx.fillRect(x - side / 2, y - side / 2, side, side);
      else {
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  line(x0: number, y0: number, x1: number, y1: number, color: string, width: number, alpha = 1): void {
    const { ctx } = this;
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(this.px(x0), this.py(y0));
    ctx.lineTo(this.px(x1), this.py(y1));
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  /** An arrow from (x, y) along (u, v), both in world units. */
  arrow(x: number, y: number, u: number, v: number, color: string, width: number, alpha = 1): void {
    const { ctx } = this;
    const x0 = this.px(x), y0 = this.py(y), dx = u * this.scale, dy = -v * this.scale, length = Math.hypot(dx, dy);
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = ctx.fillStyle = color;
    if (length < 1) {
      ctx.beginPath();
      ctx.arc(x0, y0, width * 0.7, 0, 2 * Math.PI);
      ctx.fill();
    } else {
      const head = Math.min(length * 0.6, 2.5 + 2.6 * width), ux = dx / length, uy = dy / length;
      const bx = x0 + dx - ux * head, by = y0 + dy - uy * head;
      ctx.lineWidth = width;
      ctx.lineCap = 'butt';
      ctx.beginPath();
      ctx.moveTo(x0, y0);
      ctx.lineTo(bx, by);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x0 + dx, y0 + dy);
      ctx.lineTo(bx - uy * head * 0.5, by + ux * head * 0.5);
      ctx.lineTo(bx + uy * head * 0.5, by - ux * head * 0.5);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }

  /** One standard deviation of a covariance [a b; b c] around (x, y). */
  ellipse(x: number, y: number, a: number, b: number, c: number, color: string, width: number): void {
    const { ctx } = this, mean = (a + c) / 2, spread = Math.hypot((a - c) / 2, b);
    const major = Math.sqrt(Math.max(0, mean + spread)), minor = Math.sqrt(Math.max(0, mean - spread));
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.ellipse(this.px(x), this.py(y), major * this.scale, minor * this.scale, -Math.atan2(2 * b, a - c) / 2, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.globalAlpha = 0.12;
    ctx.fillStyle = color;
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  /** A square of side `side` around (x, y). */
  cell(x: number, y: number, side: number, color: string, alpha: number): void {
    const { ctx } = this;
    ctx.globalAlpha = alpha;
    ctx.fillStyle = color;
    const x0 = Math.round(this.px(x - side / 2)), y0 = Math.round(this.py(y + side / 2));
    ctx.fillRect(x0, y0, Math.round(this.px(x + side / 2)) - x0, Math.round(this.py(y - side / 2)) - y0);
    ctx.globalAlpha = 1;
  }
}
