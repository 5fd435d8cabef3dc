// Our engine: training, which draws its own batches, and the digit network on one worker.
import { ourNet, type OurNet } from '../../../web/src/widgets/speed/ours';
import { Digits } from '../../../web/src/engine/digits';
import { Engine } from '../../../web/src/engine/engine';
import type { DigitPeer, Shape, TrainPeer } from './peer';

const compiled = (name: string) => WebAssembly.compileStreaming(fetch(`/assets/${name}.wasm`));

export interface Ours extends TrainPeer {
  net: OurNet;
}

export async function createTraining(shape: Shape, batch: number, batches: number): Promise<Ours> {
  const net = ourNet(await Engine.from(await compiled('engine')), shape, batch, batches);
  return { net, velocity: async (x, t) => net.velocity(x, t), train: async (updates) => net.train(updates) };
}

export async function createDigits(weights: Uint8Array): Promise<DigitPeer> {
  const unet = (await Digits.from(await compiled('digits'))).unet(weights);
  return { velocity: async (x, t, labels) => unet.velocity(x, t, labels) };
}
