// The only file that sees a pointer. A call borrows buffers for its own length; whatever comes back is
// copied out after taking the heap's view again, because the memory may have grown meanwhile.
import type { Exports } from '../generated/api';

export class EngineError extends Error {}

type Words = Float32Array | Float64Array | Int32Array | Uint8Array;

export class Heap {
  constructor(readonly exports: Exports) {}

  /** Runs `body` with buffers that live until it returns. */
  scoped<T>(body: (scope: Scope) => T): T {
    const scope = new Scope(this.exports);
    try {
      return body(scope);
    } finally {
      scope.free();
    }
  }

  /** Throws with the engine's own words when a status or a handle says that a call failed. */
  require(ok: boolean): void {
    if (ok) return;
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.fm_last_error());
    throw new EngineError(new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0))));
  }
}

export class Scope {
  private readonly owned: number[] = [];

  constructor(private readonly exports: Exports) {}

  /** Copies an array in and returns its address; null is the null pointer. `length`: what the call will read. */
  put(array: Words | null, length?: number): number {
    if (array === null) return 0;
    if (length !== undefined && array.length !== length)
      throw new EngineError(`an array holds ${array.length} numbers where ${length} are needed: do all describe the same points?`);
    const p = this.alloc(array.byteLength);
    new Uint8Array(this.exports.memory.buffer).set(
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      p,
    );
    return p;
  }

  alloc(bytes: number): number {
    const p = bytes < 2 ** 31 ? this.exports.fm_alloc(bytes) : 0;
    if (p === 0) throw new EngineError('out of memory: ask for fewer points, or close other pages');
    this.owned.push(p);
    return p;
  }

  floats(p: number, n: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.exports.memory.buffer as ArrayBuffer, p, n).slice();
  }

  doubles(p: number, n: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.exports.memory.buffer as ArrayBuffer, p, n).slice();
  }

  ints(p: number, n: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.exports.memory.buffer as ArrayBuffer, p, n).slice();
  }

  bytes(p: number, n: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer as ArrayBuffer, p, n).slice();
  }

  free(): void {
    for (const p of this.owned) this.exports.fm_free(p);
  }
}
