// digits.wasm with types. Arguments and results as in wasm/api.h, sections "noise" and "digits".
import { instantiate, type Core } from './runtime/core';
import type { DigitsExports } from './generated/api';
import { Noise } from './noise';
import { Classifier } from './classifier';
import { UNet } from './unet';

export class Digits {
  readonly noise: Noise;

  private constructor(private readonly core: Core<DigitsExports>) {
    this.noise = new Noise(core);
  }

  static async from(module: WebAssembly.Module): Promise<Digits> {
    return new Digits(await instantiate(module));
  }

  unet(bytes: Uint8Array): UNet {
    return new UNet(this.core, bytes);
  }

  classifier(bytes: Uint8Array): Classifier {
    return new Classifier(this.core, bytes);
  }
}
