// jax-js on its WebAssembly device: the whole update is one jit-compiled function.
import { jit, numpy as np, nn, valueAndGrad, tree, init, defaultDevice } from '@jax-js/jax';
import { angularFrequencies, type CreateTrainPeer } from './peer';
import { learningRate } from '../../../web/src/widgets/speed/nets';

type Params = { weights: np.Array; bias: np.Array }[];
type Input = { x: np.Array; t: np.Array; u: np.Array };
const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

export const create: CreateTrainPeer = async (shape, layers, batches) => {
  await init('wasm');
  defaultDevice('wasm');
  const array = (data: Float32Array<ArrayBuffer>, ...dims: number[]) => np.array(data.slice()).reshape(dims);
  const frequencies = angularFrequencies(shape.timeFeatures), { timeLayers } = shape;

  const chain = (start: np.Array, part: Params) =>
    part.reduce((h, { weights, bias }, l) => {
      const sum = np.matmul(h, weights).add(bias);
      return l + 1 === part.length ? sum : shape.activation === 'relu' ? nn.relu(sum) : nn.silu(sum);
    }, start);
  const velocity = (params: Params, x: np.Array, t: np.Array): np.Array => {
    let time: np.Array[];
    if (timeLayers) time = [chain(t, params.slice(0, timeLayers))];
    else {
      const angle = t.mul(array(frequencies, 1, frequencies.length));
      time = [np.sin(angle.ref), np.cos(angle)];
    }
    return chain(np.concatenate([x, ...time], 1), params.slice(timeLayers));
  };
  const lossAndGrad = valueAndGrad((params: Params, { x, t, u }: Input) => np.mean(np.square(velocity(params, x, t).sub(u))));
  const update = jit((params: Params, mean: Params, square: Params, rate: np.Array, scale: np.Array, batch: Input) => {
    const [loss, gradient] = lossAndGrad(tree.ref(params), batch);
    // One tensor's share of Adam: the new weight, mean and square.
    const step = (p: np.Array, m: np.Array, v: np.Array, g: np.Array) => {
      const mNew = m.mul(beta1).add(g.ref.mul(1 - beta1)), vNew = v.mul(beta2).add(np.square(g).mul(1 - beta2));
      const p2 = p.sub(rate.ref.mul(mNew.ref).div(np.sqrt(vNew.ref.mul(scale.ref)).add(epsilon)));
      return [p2, mNew, vNew];
    };
    const next = params.map((p, l) => ({
      weights: step(p.weights, mean[l].weights, square[l].weights, gradient[l].weights),
      bias: step(p.bias, mean[l].bias, square[l].bias, gradient[l].bias),
    }));
    const pick = (k: number): Params => next.map(({ weights, bias }) => ({ weights: weights[k], bias: bias[k] }));
    rate.dispose();
    scale.dispose();
    return [pick(0), pick(1), pick(2), loss] as [Params, Params, Params, np.Array];
  });

  const inputs: Input[] = batches.map(({ x, t, u }) => ({ x: array(x, t.length, 2), t: array(t, t.length, 1), u: array(u, t.length, 2) }));
  const start = (value: (data: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>): Params =>
    layers.map(({ weights, bias }) => ({
      weights: array(value(weights), weights.length / bias.length, bias.length),
      bias: array(value(bias), bias.length),
    }));
  const zeros = (data: Float32Array) => new Float32Array(data.length);
  let params = start((data) => data), mean = start(zeros), square = start(zeros), done = 0;
  return {
    async velocity(x, t) {
      const v = velocity(tree.ref(params), array(x, t.length, 2), array(t, t.length, 1));
      return Float32Array.from(await v.data() as Float32Array);
    },
    async train(updates) {
      let loss: np.Array | null = null;
      for (let i = 0; i < updates; i++) {
        const batch = tree.ref(inputs[done++ % inputs.length]);
        loss?.dispose();
        [params, mean, square, loss] = update(
          params,
          mean,
          square,
          np.array(learningRate / (1 - beta1 ** done)),
          np.array(1 / (1 - beta2 ** done)),
          batch,
        );
      }
      const value = loss ? Number((await loss.data())[0]) : NaN;
      await params[0].bias.ref.data();
      return value;
    },
  };
};
