// What takes part in the race: networks in training and the digit network, each in a worker of its own.
import type { RaceBatch } from '../../../web/src/widgets/speed/ours';
import type { PlainLayer, PlainShape } from '../../../web/src/widgets/speed/plain';
import type { Floats } from '../../../web/src/engine/names';

export type { Floats };
export type Layer = PlainLayer;
export type Shape = PlainShape;

export type Batch = RaceBatch;

/** A network in training on batches that were drawn beforehand. */
export interface TrainPeer {
  velocity(x: Floats, t: Floats): Promise<Floats>;
  /** Updates on the batches in turn; the loss of the last, when all of them are done. */
  train(updates: number): Promise<number>;
}
export type CreateTrainPeer = (shape: Shape, layers: Layer[], batches: Batch[]) => Promise<TrainPeer>;

/** Why a peer cannot run in this browser. */
export class NotHere extends Error {}

/** The digit network: n images of 784 numbers, one time for all, a label each. */
export interface DigitPeer {
  velocity(x: Floats, t: number, labels: number[]): Promise<Floats>;
}

/** f_k of the sinusoids [sin(2 pi t f_k), cos(2 pi t f_k)], times 2 pi. */
export const angularFrequencies = (timeFeatures: number): Floats =>
  Float32Array.from({ length: timeFeatures / 2 }, (_, k) => 2 * Math.PI * 10000 ** (-k / (timeFeatures / 2 - 1)));
