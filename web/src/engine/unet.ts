// The digit network. Arguments and results as in wasm/api.h, section "digits".
import type { Core } from './runtime/core';
import type { DigitsExports } from './generated/api';
import { numberOf, solvers, type Floats, type Solver } from './names';

export const pixels = 784;
export const noLabel = 10;

/** Where images are after a step, and the data that the network expected before it. */
export interface Moved {
  x: Floats;
  belief: Floats;
}

/** Call dispose() when done; a second call does nothing. */
export class UNet {
  private handle: number;

  constructor(private readonly core: Core<DigitsExports>, bytes: Uint8Array) {
    this.handle = core.created(core.with((m, x) => x.fm_unet_create(m.put(bytes), bytes.length)));
  }

  /** Channels at full size. */
  get base(): number {
    return this.core.check(this.core.x.fm_unet_base(this.handle));
  }

  velocity(images: Floats, t: number, labels: number[]): Floats {
    return this.core.filled(images.length, (v, m) =>
      this.core.x.fm_unet_velocity(
        this.handle,
        labels.length,
        m.put(images),
        t,
        m.put(Int32Array.from(labels)),
        v,
      ));
  }

  /** One solver step of all images from t to t + h. */
  step(solver: Solver, images: Floats, t: number, h: number, labels: number[], guidance: number): Moved {
    return this.core.with((m, x) => {
      const p = m.put(images), belief = m.alloc(4 * images.length);
      this.core.check(x.fm_unet_step(
        this.handle,
        numberOf(solvers, solver),
        labels.length,
        p,
        t,
        h,
        m.put(Int32Array.from(labels)),
        guidance,
        belief,
      ));
      return { x: m.floats(p, images.length), belief: m.floats(belief, images.length) };
    });
  }

  dispose(): void {
    this.core.x.fm_unet_destroy(this.handle);
    this.handle = 0;
  }
}
