// What the screen is like, and whether anything on it can be seen.

export const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Calls `change` when the page turns light or dark. */
export function onTheme(change: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', change);
  new MutationObserver(change).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}

/** Calls `then` once, when the element first comes into sight: a page that loads megabytes is looked at first. */
export function whenSeen(element: Element, then: () => void): void {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((e) => e.isIntersecting)) return;
    watch.disconnect();
    then();
  });
  watch.observe(element);
}

/** A canvas that fills its box at the device's resolution and draws only when asked and in sight. */
export class Sheet {
  readonly canvas = document.createElement('canvas');
  private visible = false;
  private wanted = true;
  private scheduled = false;

  /** draw(ctx, width, height) in CSS pixels. */
  constructor(private readonly draw: (ctx: CanvasRenderingContext2D, width: number, height: number) => void) {
    new ResizeObserver(() => this.invalidate()).observe(this.canvas);
    new IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      if (this.visible) this.schedule();
    }).observe(this.canvas);
    onTheme(() => this.invalidate());
  }

  get inSight(): boolean {
    return this.visible && !document.hidden;
  }

  invalidate(): void {
    this.wanted = true;
    if (this.visible) this.schedule();
  }

  private schedule(): void {
    if (this.scheduled || !this.wanted) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.wanted = false;
      const { clientWidth: w, clientHeight: h } = this.canvas, ratio = Math.min(devicePixelRatio || 1, 3);
      if (w === 0 || h === 0) return;
      const width = Math.round(w * ratio), height = Math.round(h * ratio);
      if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
      const ctx = this.canvas.getContext('2d')!;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, w, h);
      this.draw(ctx, w, h);
    });
  }
}

/** Calls `frame(seconds since the last)` once a screen refresh until it returns false. */
export function animate(frame: (seconds: number) => boolean): () => void {
  let last = performance.now(), going = true;
  const tick = (now: number) => {
    if (!going) return;
    const seconds = Math.min(0.1, (now - last) / 1000);
    last = now;
    if (frame(seconds)) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return () => {
    going = false;
  };
}
