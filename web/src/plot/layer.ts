// A picture under another one that is drawn anew only when what it shows has changed.

type Pen = CanvasRenderingContext2D;

export class Layer {
  private canvas: OffscreenCanvas | null = null;
  private of: readonly unknown[] = [];

  /** Paints what `draw` drew for these same things; draws it when one of them is another one. Width and height in CSS pixels. */
  paint(ctx: Pen, width: number, height: number, of: readonly unknown[], draw: (pen: Pen) => void): void {
    const ratio = ctx.getTransform().a, all = [width, height, ratio, ...of];
    if (!this.canvas || all.length !== this.of.length || all.some((v, i) => v !== this.of[i])) {
      this.of = all;
      const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (this.canvas?.width !== across || this.canvas.height !== down) this.canvas = new OffscreenCanvas(across, down);
      const pen = this.canvas.getContext('2d')! as unknown as Pen; // the same calls, but of another class
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      draw(pen);
    }
    ctx.drawImage(this.canvas, 0, 0, width, height);
  }
}
