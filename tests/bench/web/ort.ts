// onnxruntime-web on its WebAssembly provider.
import * as ort from 'onnxruntime-web/wasm';
import type { DigitPeer } from './peer';

export async function createDigits(model: Uint8Array, threads: number): Promise<DigitPeer> {
  ort.env.wasm.wasmPaths = '/peers/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    enableCpuMemArena: true,
    enableMemPattern: true,
  });
  return {
    async velocity(x, t, labels) {
      const n = labels.length;
      const { v } = await session.run({
        x: new ort.Tensor('float32', x, [n, 1, 28, 28]),
        t: new ort.Tensor('float32', new Float32Array(n).fill(t), [n]),
        label: new ort.Tensor('int64', BigInt64Array.from(labels, BigInt), [n]),
      });
      return v.data as Float32Array<ArrayBuffer>;
    },
  };
}
