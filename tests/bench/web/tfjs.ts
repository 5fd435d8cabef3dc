// TensorFlow.js on one of its backends.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { angularFrequencies, NotHere, type CreateTrainPeer } from './peer';
import { learningRate } from '../../../web/src/widgets/speed/nets';

tf.enableProdMode();

const startBackend = {
  async wasm(threads: number) {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths('/peers/@tensorflow/tfjs-backend-wasm/dist/');
    // The threaded build is chosen by itself where the page is cross-origin isolated.
    if (threads > 1) wasm.setThreadsCount(threads);
    else tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  webgl: async () => {
    await import('@tensorflow/tfjs-backend-webgl');
  },
};

export const createOn = (backend: keyof typeof startBackend, threads = 1): CreateTrainPeer => async (shape, layers, batches) => {
  await startBackend[backend](threads);
  if (!(await tf.setBackend(backend).catch(() => false))) throw new NotHere(`this browser has no ${backend}`);
  const inputs = batches.map(({ x, t, u }) => ({
    x: tf.tensor2d(x, [t.length, 2]),
    t: tf.tensor2d(t, [t.length, 1]),
    u: tf.tensor2d(u, [t.length, 2]),
  }));
  const variables = layers.map(({ weights, bias }) => ({
    weights: tf.variable(tf.tensor2d(weights, [weights.length / bias.length, bias.length])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  const frequencies = tf.tensor2d(angularFrequencies(shape.timeFeatures), [1, shape.timeFeatures / 2]);
  const relu = shape.activation === 'relu', { timeLayers } = shape;

  /** Layers first .. end, the activation between them. */
  const chain = (start: tf.Tensor2D, first: number, end: number): tf.Tensor2D => {
    let h = start;
    for (let l = first; l < end; l++) {
      const last = l + 1 === end;
      h = tf.fused.matMul({ a: h, b: variables[l].weights, bias: variables[l].bias, activation: relu && !last ? 'relu' : 'linear' }) as tf.Tensor2D;
      if (!relu && !last) h = tf.mul(h, tf.sigmoid(h)) as tf.Tensor2D;
    }
    return h;
  };
  const velocity = (x: tf.Tensor2D, t: tf.Tensor2D): tf.Tensor2D => {
    const angle = timeLayers ? null : tf.mul(t, frequencies);
    const time = angle ? [tf.sin(angle), tf.cos(angle)] : [chain(t, 0, timeLayers)];
    return chain(tf.concat([x, ...time] as tf.Tensor2D[], 1), timeLayers, variables.length);
  };

  const adam = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  let done = 0;
  return {
    velocity: async (x, t) => {
      const v = tf.tidy(() => velocity(tf.tensor2d(x, [t.length, 2]), tf.tensor2d(t, [t.length, 1])));
      const data = await v.data();
      v.dispose();
      return Float32Array.from(data);
    },
    async train(updates) {
      let loss: tf.Scalar | null = null;
      for (let i = 0; i < updates; i++) {
        const { x, t, u } = inputs[done++ % inputs.length];
        loss?.dispose();
        loss = adam.minimize(() => tf.mean(tf.squaredDifference(velocity(x, t), u)) as tf.Scalar, true);
      }
      const value = loss ? (await loss.data())[0] : NaN;
      // What the last update wrote is there only when a weight has been read.
      await variables[0].bias.data();
      loss?.dispose();
      return value;
    },
  };
};
