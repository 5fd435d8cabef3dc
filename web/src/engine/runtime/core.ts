// What every part of a module shares: its exports, its heap, and faults as errors.
import type { Exports } from '../generated/api';
import { EngineError, Heap, type Scope } from './heap';
import type { Floats, Gaussian } from '../names';

/** A fresh instance of a module. */
export async function instantiate<X extends Exports>(module: WebAssembly.Module): Promise<Core<X>> {
  const instance = await WebAssembly.instantiate(module, {
    env: { emscripten_notify_memory_growth: () => {} },
    wasi_snapshot_preview1: {
      proc_exit: (code: number) => {
        throw new WebAssembly.RuntimeError(`it ended with code ${code}`);
      },
    },
  });
  const exports = instance.exports as X;
  exports._initialize();
  return new Core(exports);
}

export class Core<X extends Exports> {
  readonly heap: Heap;

  constructor(readonly x: X) {
    this.heap = new Heap(x);
  }

  /** Runs `body` with buffers that live until it returns. */
  with<T>(body: (m: Scope, x: X) => T): T {
    return this.heap.scoped((m) => body(m, this.x));
  }

  /** Throws in the engine's words when a status, a count or a handle says that a call failed. */
  check(status: number): number {
    this.heap.require(status >= 0);
    return status;
  }

  created(handle: number): number {
    this.heap.require(handle !== 0);
    return handle;
  }

  /** n floats that a call fills. */
  filled(n: number, fill: (out: number, m: Scope) => number): Floats {
    return this.with((m) => {
      const out = m.alloc(4 * n);
      this.check(fill(out, m));
      return m.floats(out, n);
    });
  }
}

export const packMixture = (g: Gaussian[]) => Float64Array.from(g.flatMap((c) => [c.weight, ...c.mean, ...c.covariance]));

/** A structure of the generated interface: where each field stands, and the method of a DataView that writes it. */
export interface Layout {
  size: number;
  fields: Record<string, readonly [offset: number, write: 'setInt32' | 'setUint32' | 'setFloat64']>;
}

/** The bytes of a structure. A whole number that does not fit its field is refused. */
export function packStruct<L extends Layout>(layout: L, values: Record<keyof L['fields'], number>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(layout.size));
  for (const [name, [offset, write]] of Object.entries(layout.fields)) {
    const value = values[name as keyof L['fields']];
    bytes[write](offset, value, true);
    if (write !== 'setFloat64' && bytes[write === 'setInt32' ? 'getInt32' : 'getUint32'](offset, true) !== value)
      throw new EngineError(`${name} must be a whole number${write === 'setUint32' ? ' from 0 to 4294967295' : ''}, not ${value}`);
  }
  return new Uint8Array(bytes.buffer);
}
