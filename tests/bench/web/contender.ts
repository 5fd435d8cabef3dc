// The worker of one contender: it makes the peer and does what the page calls for, one call after the other.
import { nextCount } from '../../../web/src/widgets/speed/slice';
import { NotHere, type Batch, type DigitPeer, type Floats, type Layer, type Shape, type TrainPeer } from './peer';

let training: TrainPeer | null = null;
let products: ((times: number) => void) | null = null;
let digits: DigitPeer | null = null;

const trainPeers = {
  plain: async () => (await import('./plain')).create,
  'tfjs-wasm': async () => (await import('./tfjs')).createOn('wasm', 1),
  'tfjs-wasm-threads': async () => (await import('./tfjs')).createOn('wasm', navigator.hardwareConcurrency),
  'tfjs-cpu': async () => (await import('./tfjs')).createOn('cpu'),
  'tfjs-webgl': async () => (await import('./tfjs')).createOn('webgl'),
  jax: async () => {
    // It takes threads where it finds shared memory; on a page that is not isolated there is none.
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
    return (await import('./jax')).create;
  },
  'jax-threads': async () => (await import('./jax')).create,
};
export type TrainName = keyof typeof trainPeers;
export type Timing = { count: number; seconds: number };

/** What the page may ask for. */
export const calls = {
  async openOurs(shape: Shape, batch: number, batches: number): Promise<{ layers: Layer[]; batches: Batch[] }> {
    const ours = await (await import('./ours')).createTraining(shape, batch, batches);
    training = ours;
    products = ours.net.products;
    return { layers: ours.net.layers, batches: ours.net.batches };
  },
  /** Null, or why this browser cannot run it. */
  async openPeer(name: TrainName, shape: Shape, layers: Layer[], batches: Batch[]): Promise<string | null> {
    try {
      training = await (await trainPeers[name]())(shape, layers, batches);
      return null;
    } catch (error) {
      if (error instanceof NotHere) return error.message;
      throw error;
    }
  },
  async openOurDigits(weights: Uint8Array): Promise<void> {
    digits = await (await import('./ours')).createDigits(weights);
  },
  async openOrt(model: Uint8Array, threads: number): Promise<void> {
    digits = await (await import('./ort')).createDigits(model, threads);
  },
  velocity: (x: Floats, t: Floats): Promise<Floats> => training!.velocity(x, t),
  train: (updates: number): Promise<number> => training!.train(updates),
  digits: (x: Floats, t: number, labels: number[]): Promise<Floats> => digits!.velocity(x, t, labels),
  /** Updates for so many seconds. */
  async timeTraining(seconds: number): Promise<Timing> {
    const start = performance.now();
    let count = 0, passed = 0;
    while (passed < seconds) {
      const updates = nextCount(count, passed);
      await training!.train(updates);
      count += updates;
      passed = (performance.now() - start) / 1000;
    }
    return { count, seconds: passed };
  },
  /** GFLOP of the kernel alone in so many seconds. */
  async timeProducts(seconds: number): Promise<Timing> {
    const { productWork } = await import('../../../web/src/widgets/speed/ours'), start = performance.now();
    let count = 0, passed = 0;
    for (; passed < seconds; passed = (performance.now() - start) / 1000, count += 500 * productWork) products!(500);
    return { count, seconds: passed };
  },
  async timeDigits(seconds: number, x: Floats, t: number, labels: number[]): Promise<Timing> {
    const start = performance.now();
    let count = 0, passed = 0;
    for (; passed < seconds; passed = (performance.now() - start) / 1000, count++) await digits!.velocity(x, t, labels);
    return { count, seconds: passed };
  },
};
export type Calls = typeof calls;

self.onmessage = async ({ data: { id, call, args } }: MessageEvent<{ id: number; call: keyof Calls; args: unknown[] }>) => {
  try {
    self.postMessage({ id, value: await (calls[call] as (...args: unknown[]) => Promise<unknown>)(...args) });
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
};
