// The published network for a question, with noise to start from.
import digitsModule from 'wasm:digits';
import { Digits } from '../../engine/digits';
import type { Floats } from '../../engine/names';
import { pixels, type UNet } from '../../engine/unet';
import { fetchNetwork } from '../../weights/download';

/** Runs `body` with the network of the pages. */
export async function withNetwork<T>(body: (net: UNet, engine: Digits) => T | Promise<T>): Promise<T> {
  const engine = await Digits.from(await WebAssembly.compileStreaming(fetch(digitsModule))), net = engine.unet((await fetchNetwork(() => {})).bytes);
  try {
    return await body(net, engine);
  } finally {
    net.dispose();
  }
}

/** One stream an image, as the figures draw it. */
export function noiseOf(engine: Digits, seed: number, count: number): Floats {
  const x = new Float32Array(pixels * count);
  for (let i = 0; i < count; i++) x.set(engine.noise.normal(pixels, seed, i), pixels * i);
  return x;
}
