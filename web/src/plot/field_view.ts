// How both widgets of lesson 3 show a velocity field: where, how long an arrow is, and how clearly.
import { drawArrows } from './arrows';
import type { Plane } from './plane';

/** The plane is [-half, half]^2, with bins x bins arrows. */
export const half = 4.2, bins = 19;
/** At t = 1 the exact velocity beside a data point has no bound: it is shown at this time instead. */
export const lastExactTime = 0.99;
/** The length of an arrow for a speed of 1. */
export const velocityScale = 0.15;

/** The field u at the places, each arrow as clear as its weight. */
export function drawField(plane: Plane, places: Float32Array, u: Float32Array, weight: (i: number) => number, color: string, width: number): void {
  drawArrows(plane, places, u, { scale: velocityScale, color, width, weight });
}
