// How both widgets of lesson 3 show a velocity field: by arrows, where, how long and how clear; at rest by its streamlines.
import type { FieldLines } from '../engine/runtime/protocol';
import { drawArrows } from './arrows';
import type { Plane } from './plane';
import { drawStreamlines } from './streamlines';

/** The plane is [-half, half]^2, with bins x bins arrows. */
export const half = 4.2, bins = 19;
/** At t = 1 the exact velocity beside a data point has no bound: it is shown at this time instead. */
export const lastExactTime = 0.99;
/** The length of an arrow for a speed of 1. */
export const velocityScale = 0.15;
/** The nodes that streamlines are made from, and how far apart these start. */
export const lattice = { nodes: 33, halfWidth: half, separation: 0.4 };
/** The speed of the strongest line. */
export const topSpeed = 5;

/** The field u at the places, each arrow as clear as its weight. */
export function drawField(plane: Plane, places: Float32Array, u: Float32Array, weight: (i: number) => number, color: string, width: number): void {
  drawArrows(plane, places, u, { scale: velocityScale, color, width, weight });
}

/** Its streamlines, each as clear as the weight of the node beside it. */
export function drawFieldLines(plane: Plane, lines: FieldLines, weight: (node: number) => number, color: string): void {
  const { points, nodes, halfWidth } = lines, nearest = (v: number) => Math.round(((v + halfWidth) / (2 * halfWidth)) * (nodes - 1));
  drawStreamlines(plane, lines, color, topSpeed, (i) => weight(nearest(points[2 * i + 1]) * nodes + nearest(points[2 * i])));
}
