// One point of a plane that a reader moves: its place is two settings of the figure.
import type { Plane } from '../plot/plane';
import type { Figure } from './figure';
import { handles } from './handles';
import type { State } from './url_state';

/** A coordinate as it stands in the link: two decimals, and never outside of the plane. */
export const inside = (v: number, half: number): number => Math.round(100 * Math.max(-half, Math.min(half, v))) / 100;

/** Ties the settings x and y to a canvas. `plane`: of the canvas now; `step`: of an arrow key; `then` follows every move. */
export function movable<T extends State & { x: number; y: number }>(
  figure: Figure<T>,
  canvas: HTMLCanvasElement,
  plane: () => Plane,
  step: number,
  then: () => void,
): void {
  const s = figure.values, place = (x: number, y: number) => {
    const { half } = plane();
    figure.set('x', inside(x, half) as T['x']);
    figure.set('y', inside(y, half) as T['y']);
    then();
  };
  for (const key of ['x', 'y'] as const) figure.follow(key, then);
  handles(canvas, {
    jump: true,
    at: () => {
      const p = plane();
      return [[p.px(s.x), p.py(s.y)]];
    },
    move: (_, px, py) => place(...plane().world(px, py)),
    nudge: (_, dx, dy) => place(s.x + step * dx, s.y + step * dy),
  });
}
