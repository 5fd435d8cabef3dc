// Noise, in both modules. Arguments and results as in wasm/api.h, section "noise".
import type { Core } from './runtime/core';
import type { Exports } from './generated/api';
import type { Floats } from './names';

export class Noise {
  constructor(private readonly core: Core<Exports>) {}

  normal(n: number, seed: number, stream = 0): Floats {
    return this.core.filled(n, (out) => this.core.x.fm_normal(n, seed, stream, out));
  }

  blend(a: Floats, b: Floats, s: number, normalised: boolean): Floats {
    return this.core.filled(a.length, (out, m) => this.core.x.fm_blend(a.length, m.put(a), m.put(b, a.length), s, Number(normalised), out));
  }
}
