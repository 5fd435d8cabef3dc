// Data sets of <fm-base>: mixtures of Gaussians, so that all of the figure is exact; none of them lies around 0.
import type { Gaussian } from '../../engine/names';
import { gaussianOf } from '../ellipses/ellipse';

/** `count` Gaussians along an arc of a circle from one angle to another, in degrees, each as long as its share of the arc. */
function arc(x: number, y: number, radius: number, from: number, to: number, count: number): Gaussian[] {
  const step = (to - from) / count;
  return Array.from({ length: count }, (_, i) => {
    const turn = from + (i + 0.5) * step, angle = (turn * Math.PI) / 180;
    return { ...gaussianOf({ x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), long: (radius * Math.abs(step)) / 200, short: 0.12, turn: turn +
      90 }), weight: 1 / count };
  });
}
const together = (...parts: Gaussian[][]): Gaussian[] => parts.flatMap((part) => part.map((g) => ({ ...g, weight: g.weight / parts.length })));
const dot = (x: number, y: number): Gaussian[] => [gaussianOf({ x, y, long: 0.22, short: 0.22, turn: 0 })];

export const mixtures = {
  moons: together(arc(0.9, 0.9, 1.15, 0, 180, 5), arc(2.05, 1.4, 1.15, 180, 360, 5)),
  arc: arc(0.9, 0.5, 1.9, -30, 120, 7),
  dots: together(dot(2.6, 2.2), dot(0.3, 2.4), dot(2.4, -0.4), dot(1.2, 1.1)),
};
export type MixtureName = keyof typeof mixtures;
