// Hand-written JavaScript.
import { PlainNet } from '../../../web/src/widgets/speed/plain';
import { type CreateTrainPeer } from './peer';
import { learningRate } from '../../../web/src/widgets/speed/nets';

export const create: CreateTrainPeer = async (shape, layers, batches) => {
  const net = new PlainNet(shape, layers, learningRate);
  let done = 0;
  return {
    velocity: async (x, t) => net.velocity(x, t).slice(),
    async train(updates) {
      let loss = NaN;
      for (let i = 0; i < updates; i++) {
        const { x, t, u } = batches[done++ % batches.length];
        loss = net.step(x, t, u);
      }
      return loss;
    },
  };
};
