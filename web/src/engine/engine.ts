// The engine with types: arrays in, arrays out; one part a section of wasm/api.h, which is the manual.
import { Core } from './core';
import { Data } from './data';
import type { Exports } from './exports';
import { Fields } from './field';
import { Paths } from './paths';
import { Trainer, type TrainerConfig } from './trainer';
import { Transport } from './transport';
import { UNet } from './unet';

export class Engine {
  readonly data: Data;
  readonly paths: Paths;
  readonly fields: Fields;
  readonly transport: Transport;

  private constructor(private readonly core: Core) {
    this.data = new Data(core);
    this.paths = new Paths(core);
    this.fields = new Fields(core);
    this.transport = new Transport(core);
  }

  static async from(module: WebAssembly.Module): Promise<Engine> {
    const instance = await WebAssembly.instantiate(module, {
      env: { emscripten_notify_memory_growth: () => {} },
      wasi_snapshot_preview1: {
        proc_exit: (code: number) => {
          throw new Error(`the engine stopped with code ${code}`);
        },
      },
    });
    const exports = instance.exports as Exports;
    exports._initialize();
    return new Engine(new Core(exports));
  }

  trainer(config: TrainerConfig): Trainer {
    return new Trainer(this.core, config);
  }

  unet(bytes: Uint8Array): UNet {
    return new UNet(this.core, bytes);
  }
}
