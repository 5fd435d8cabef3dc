// The network that reads digits. Arguments and results as in wasm/api.h, section "digits".
import type { Core } from './runtime/core';
import type { DigitsExports } from './generated/api';
import type { Floats } from './names';
import { pixels } from './unet';

export const features = 128;

/** Of each image: the digit that it is read as, and how sure of that, from 0 to 1. */
export interface Reading {
  digits: number[];
  sure: number[];
  /** count x 128: what is seen in it. */
  features: Floats;
}

/** Call dispose() when done; a second call does nothing. */
export class Classifier {
  private handle: number;

  constructor(private readonly core: Core<DigitsExports>, bytes: Uint8Array) {
    this.handle = core.created(core.with((m, x) => x.fm_classifier_create(m.put(bytes), bytes.length)));
  }

  read(images: Floats): Reading {
    const count = images.length / pixels;
    return this.core.with((m, x) => {
      const f = m.alloc(4 * features * count), digits = m.alloc(4 * count), sure = m.alloc(8 * count);
      this.core.check(x.fm_classifier_read(this.handle, count, m.put(images), f, digits, sure));
      return { digits: [...m.ints(digits, count)], sure: [...m.doubles(sure, count)], features: m.floats(f, features * count) };
    });
  }

  /** How far apart the digits of one class lie: the mean squared distance of their features, over pairs and classes. */
  spread(seen: Floats, labels: number[]): number {
    return this.core.with((m, x) => {
      const out = m.alloc(8);
      this.core.check(x.fm_class_spread(labels.length, features, m.put(seen, features * labels.length), m.put(Int32Array.from(labels)), out));
      return m.doubles(out, 1)[0];
    });
  }

  dispose(): void {
    this.core.x.fm_classifier_destroy(this.handle);
    this.handle = 0;
  }
}
