// A Gaussian of the plane as a reader turns it: an ellipse with a long and a short axis.
import type { Floats, Gaussian } from '../../engine/names';

export interface Ellipse {
  x: number;
  y: number;
  /** Standard deviations along its axes, and where the long one points, in degrees. */
  long: number;
  short: number;
  turn: number;
}
/** How many standard deviations out an ellipse is drawn. */
export const drawnAt = 1.5;

const axis = ({ turn }: Ellipse): [number, number] => [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];

export function gaussianOf(e: Ellipse): Gaussian {
  const [c, s] = axis(e), a = e.long ** 2, b = e.short ** 2;
  return { weight: 1, mean: [e.x, e.y], covariance: [a * c * c + b * s * s, (a - b) * c * s, a * s * s + b * c * c] };
}
/** The end of its long axis, as it is drawn. */
export function tip(e: Ellipse): [number, number] {
  const [c, s] = axis(e);
  return [e.x + drawnAt * e.long * c, e.y + drawnAt * e.long * s];
}
/** n points around it, as it is drawn. */
export function around(e: Ellipse, n: number): Floats {
  const [c, s] = axis(e), out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const angle = (2 * Math.PI * i) / n, u = drawnAt * e.long * Math.cos(angle), v = drawnAt * e.short * Math.sin(angle);
    out.set([e.x + c * u - s * v, e.y + s * u + c * v], 2 * i);
  }
  return out;
}
