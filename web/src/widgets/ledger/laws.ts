// The data that <fm-ledger> leads noise to: laws whose mass in a box is known.
import type { Gaussian } from '../../engine/names';

const turned: Gaussian[] = [
  { weight: 0.6, mean: [1.6, 0.8], covariance: [0.5, -0.24, 0.25] },
  { weight: 0.4, mean: [-1.5, -1.1], covariance: [0.2, 0.12, 0.4] },
];
const ring: Gaussian[] = Array.from({ length: 8 }, (_, i) => ({
  weight: 1 / 8,
  mean: [2.4 * Math.cos((i * Math.PI) / 4), 2.4 * Math.sin((i * Math.PI) / 4)],
  covariance: [0.09, 0, 0.09],
}));
const one: Gaussian[] = [{ weight: 1, mean: [2.2, 0], covariance: [0.1, 0, 0.1] }];

export const laws = { two: turned, ring, one };
export type Law = keyof typeof laws;
