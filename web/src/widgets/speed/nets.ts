// The networks that race.
import type { PlainShape } from './plain';

export const nets: Record<'L' | 'A', PlainShape> = {
  L: { timeFeatures: 16, timeLayers: 0, hidden: [64, 64, 64], activation: 'silu' },
  A: { timeFeatures: 16, timeLayers: 3, hidden: [128, 128, 128, 128], activation: 'relu' },
};
export const learningRate = 3e-3;

/** The widths of its chains of layers, in the order of Trainer.layer: that of the time, and the main one. */
export const chainsOf = (
  { timeFeatures, timeLayers, hidden }: PlainShape,
): number[][] => [[1, ...Array<number>(timeLayers).fill(timeFeatures)], [2 + timeFeatures, ...hidden, 2]];

/** The matrix products of an update, in GFLOP: forward, back to the weights, and back to the inputs but the first. */
export function workOf(shape: PlainShape, batch: number): number {
  const [time, main] = chainsOf(shape);
  const work = (widths: number[], toInput: boolean) =>
    widths.slice(1).reduce(
      (sum, width, l) => sum + (l === 0 && !toInput ? 4 : 6) * batch * widths[l] * width,
      0,
    );
  return (work(time, false) + work(main, shape.timeLayers > 0)) / 1e9;
}
