// A plane with axes, and what is drawn in it, as SVG: it follows the page's colours, and prints.
import type { Axes, Axis, Mark, Point } from './question';

type Attributes = Record<string, string | number>;
export function node<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(typeof value === 'number' ? Math.round(value * 100) / 100 : value));
  made.append(...children);
  return made;
}

const width = 400, left = 38, right = 12, top = 10, bottom = 34;

/** Round numbers, seven at most; of a log axis the decades. */
export function ticksOf({ from, to, log }: Axis): number[] {
  if (log) {
    const first = Math.ceil(Math.log10(from) - 1e-9), last = Math.floor(Math.log10(to) + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  }
  const least = (to - from) / 6, power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= least - 1e-12)!;
  const out: number[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9; i++) out.push(i * step);
  return out;
}
export const tickText = (v: number, log?: boolean) =>
  (log && (v >= 1e4 || v < 1e-3) ? `1e${Math.round(Math.log10(v))}` : String(Number(v.toPrecision(3)))).replace('-', '\u2212');

/** Where a value lies on its axis, 0 to 1, and back. */
export const share = (a: Axis, v: number) => a.log ? Math.log(Math.max(v, 1e-300) / a.from) / Math.log(a.to / a.from) : (v - a.from) / (a.to - a.from);
export const valueAt = (a: Axis, s: number) => (a.log ? a.from * (a.to / a.from) ** s : a.from + s * (a.to - a.from));
export const clamp = (a: Axis, v: number) => Math.min(a.to, Math.max(a.from, v));

export class Frame {
  readonly svg: SVGSVGElement;
  readonly guess = node('g', { class: 'guess' });
  readonly truth = node('g', { class: 'truth' });
  private readonly w = width - left - right;
  private readonly h: number;

  constructor(readonly axes: Axes, marks: Mark[]) {
    this.h = this.w * (axes.aspect ?? 1);
    this.svg = node('svg', { viewBox: `0 0 ${width} ${this.h + top + bottom}`, class: 'ask-plane' });
    this.svg.append(this.grid(), ...marks.map((m) => this.drawn(m)), this.guess, this.truth);
  }

  px(x: number): number {
    return left + share(this.axes.x, x) * this.w;
  }
  py(y: number): number {
    return top + (1 - share(this.axes.y, y)) * this.h;
  }

  /** The place in the plane under a pointer, never outside. */
  place(e: { clientX: number; clientY: number }): Point {
    const box = this.svg.getBoundingClientRect(), scale = width / box.width;
    const inside = (s: number) => Math.min(1, Math.max(0, s));
    return [
      valueAt(this.axes.x, inside(((e.clientX - box.left) * scale - left) / this.w)),
      valueAt(this.axes.y, inside(1 - ((e.clientY - box.top) * scale - top) / this.h)),
    ];
  }

  private grid(): SVGGElement {
    const { x, y } = this.axes, out = node('g', { class: 'axes' });
    for (const v of ticksOf(x))
      out.append(node('line', { x1: this.px(v), x2: this.px(v), y1: top, y2: top + this.h }),
        node('text', { x: this.px(v), y: top + this.h + 14, 'text-anchor': 'middle' }, tickText(v, x.log)));
    for (const v of ticksOf(y))
      out.append(node('line', { x1: left, x2: left + this.w, y1: this.py(v), y2: this.py(v) }),
        node('text', { x: left - 6, y: this.py(v) + 4, 'text-anchor': 'end' }, tickText(v, y.log)));
    if (x.label) out.append(node('text', { x: left + this.w / 2, y: top + this.h + 29, 'text-anchor': 'middle', class: 'label' }, x.label));
    if (y.label) out.append(node('text', { x: left + 6, y: top + 13, class: 'label' }, y.label));
    return out;
  }

  drawn(m: Mark): SVGElement {
    switch (m.mark) {
      case 'dots': {
        const out = node('g', { class: `fill ${m.colour}` });
        for (let i = 0; i + 1 < m.at.length; i += 2) out.append(node('circle', { cx: this.px(m.at[i]), cy: this.py(m.at[i + 1]), r: m.radius ?? 2 }));
        return out;
      }
      case 'line': {
        const places: string[] = [];
        for (let i = 0; i + 1 < m.through.length; i += 2) places.push(`${this.px(m.through[i]).toFixed(1)},${this.py(m.through[i + 1]).toFixed(1)}`);
        return node('polyline', { points: places.join(' '), class: `stroke ${m.colour}${m.dashed ? ' dashed' : ''}` });
      }
      case 'arrow':
        return this.arrow(m.from, m.by, m.colour);
      case 'text':
        return node('text', { x: this.px(m.at[0]) + 7, y: this.py(m.at[1]) - 7, class: `fill ${m.colour}` }, m.text);
    }
  }

  /** From `from` along `by`, both in the plane's units. */
  arrow([x, y]: Point, [u, v]: Point, colour: string): SVGGElement {
    const x0 = this.px(x), y0 = this.py(y), x1 = this.px(x + u), y1 = this.py(y + v), length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 2) return node('g', { class: `fill ${colour}` }, node('circle', { cx: x0, cy: y0, r: 3 }));
    const head = Math.min(11, 0.6 * length), ux = (x1 - x0) / length, uy = (y1 - y0) / length, bx = x1 - ux * head, by = y1 - uy * head;
    const side = 0.45 * head;
    return node('g', { class: `arrow ${colour}` }, node('line', { x1: x0, y1: y0, x2: bx, y2: by }), node('polygon', {
      points: [[x1, y1], [bx - uy * side, by + ux * side], [bx + uy * side, by - ux * side]].map((p) => p.map((c) => c.toFixed(1)).join(',')).join(' '),
    }));
  }

  dot([x, y]: Point, colour: string, radius = 7): SVGElement {
    return node('circle', { cx: this.px(x), cy: this.py(y), r: radius, class: `fill ${colour} handle` });
  }
}

/** A drag anywhere in the plane: `at` hears each place, from the press to the release. */
export function onDrag(frame: Frame, at: (place: Point, first: boolean) => void): void {
  const { svg } = frame;
  svg.addEventListener('pointerdown', (e) => {
    if (e.button !== 0 || e.ctrlKey || svg.dataset.done) return;
    svg.setPointerCapture(e.pointerId);
    at(frame.place(e), true);
  });
  svg.addEventListener('pointermove', (e) => {
    if (svg.hasPointerCapture(e.pointerId) && e.buttons) at(frame.place(e), false);
  });
}

/** Arrow keys as steps in shares of the axes, larger with Shift. */
export function onArrows(target: SVGElement, move: (dx: number, dy: number) => void, enter: () => void): void {
  const steps: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  target.addEventListener('keydown', (e) => {
    if (target.dataset.done || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Enter') {
      e.preventDefault();
      enter();
    }
    const step = steps[e.key];
    if (!step) return;
    e.preventDefault();
    const size = e.shiftKey ? 0.1 : 0.02;
    move(step[0] * size, step[1] * size);
  });
}
