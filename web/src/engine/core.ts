// What every part of the engine shares: its exports, its heap, and faults as errors.
import type { Exports } from './exports';
import { Heap, type Scope } from './heap';
import type { Floats, Gaussian } from './names';

export class Core {
  readonly heap: Heap;

  constructor(readonly x: Exports) {
    this.heap = new Heap(x);
  }

  /** Runs `body` with buffers that live until it returns. */
  with<T>(body: (m: Scope, x: Exports) => T): T {
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

export const packMixture = (g: Gaussian[]) =>
  Float64Array.from(g.flatMap((c) => [c.weight, ...c.mean, ...c.covariance]));
