// What a reader draws: strokes, as text for a link, and the pen that makes them.

/** Strokes of x, y, x, y, .. inside a box. */
export type Ink = number[][];
/** Strokes lie in [-x, x] x [-y, y]. */
export interface Box {
  x: number;
  y: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const most = { strokes: 24, points: 400 };
const clamp = (v: number, to: number) => Math.max(-to, Math.min(to, v));
const level = (v: number, to: number) => Math.round(((clamp(v, to) / to + 1) / 2) * (letters.length ** 2 - 1));
const digits = (n: number) => letters[Math.floor(n / letters.length)] + letters[n % letters.length];

/** Two letters a number; strokes are parted by a dot. */
export const inkToText = (ink: Ink, box: Box): string => ink.map((s) => s.map((v, i) => digits(level(v, i % 2 ? box.y : box.x))).join('')).join('.');

/** null for a text that is no drawing, or one too large for a link. */
export function inkFromText(text: string, box: Box): Ink | null {
  const ink = text.split('.').map((s) => {
    const out: number[] = [];
    for (let i = 0; i + 1 < s.length; i += 2) {
      const high = letters.indexOf(s[i]), low = letters.indexOf(s[i + 1]), to = (i / 2) % 2 ? box.y : box.x;
      if (high < 0 || low < 0) return [];
      out.push(((high * letters.length + low) / (letters.length ** 2 - 1)) * 2 * to - to);
    }
    return s.length % 4 === 0 ? out : [];
  });
  const points = ink.reduce((n, s) => n + s.length / 2, 0);
  return ink.length <= most.strokes && points <= most.points && ink.every((s) => s.length >= 4) ? ink : null;
}

/** Fewer points, so that a drawing fits into a link: those a step apart, and the last. */
export function thinned(ink: Ink, box: Box): Ink {
  const total = ink.reduce((n, s) => n + s.length / 2, 0), least = (0.12 / 4.4) * box.x, step = Math.max(least, (least * total) / most.points);
  const thin = (s: number[]): number[] => {
    const out = [s[0], s[1]];
    for (let i = 2; i < s.length; i += 2)
      if (i === s.length - 2 || Math.hypot(s[i] - out.at(-2)!, s[i + 1] - out.at(-1)!) >= step) out.push(s[i], s[i + 1]);
    return out.length >= 4 ? out : [s[0], s[1], s[0] + (0.05 / 4.4) * box.x, s[1]]; // a dot is a short line
  };
  return ink.slice(0, most.strokes).map(thin);
}

/** Inside the box. */
export const inBox = ([x, y]: readonly [number, number], box: Box): [number, number] => [clamp(x, box.x), clamp(y, box.y)];

/** Lets a pointer draw on a canvas while active() says so. `at`: a place of the canvas in the strokes' units; `begun` when a stroke
 *  sets out, `moved` while it goes on, `lifted` when it ends. */
export function pen(canvas: HTMLCanvasElement, o: {
  active(): boolean;
  at(x: number, y: number): [number, number];
  ink(): Ink;
  begun(): void;
  moved(): void;
  lifted(): void;
}): void {
  let stroke: number[] | null = null;
  canvas.addEventListener('pointerdown', (e) => {
    if (!o.active() || e.button !== 0 || e.ctrlKey) return;
    e.preventDefault();
    canvas.setPointerCapture(e.pointerId);
    o.begun();
    stroke = o.at(e.offsetX, e.offsetY);
    o.ink().push(stroke);
  });
  canvas.addEventListener('pointermove', (e) => {
    if (!stroke) return;
    for (const one of e.getCoalescedEvents?.() ?? [e]) stroke.push(...o.at(one.offsetX, one.offsetY));
    o.moved();
  });
  const lift = () => {
    if (!stroke) return;
    if (stroke.length < 4) stroke.push(stroke[0] + 0.05, stroke[1]);
    stroke = null;
    o.lifted();
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
}
