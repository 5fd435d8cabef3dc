// engine.wasm with types: arrays in, arrays out; one part a section of wasm/api.h, which is the manual.
import { instantiate, type Core } from './runtime/core';
import { Data } from './data';
import type { EngineExports } from './generated/api';
import { Fields } from './fields';
import { Noise } from './noise';
import { Paths } from './paths';
import { Pictures } from './picture';
import { Trainer, type TrainerConfig } from './trainer';
import { Transport } from './transport';
import { Worked } from './worked';

export class Engine {
  readonly data: Data;
  readonly noise: Noise;
  readonly paths: Paths;
  readonly fields: Fields;
  readonly transport: Transport;
  readonly pictures: Pictures;
  readonly worked: Worked;

  private constructor(private readonly core: Core<EngineExports>) {
    this.data = new Data(core);
    this.noise = new Noise(core);
    this.paths = new Paths(core);
    this.fields = new Fields(core);
    this.transport = new Transport(core);
    this.pictures = new Pictures(core);
    this.worked = new Worked(core);
  }

  static async from(module: WebAssembly.Module): Promise<Engine> {
    return new Engine(await instantiate(module));
  }

  trainer(config: TrainerConfig): Trainer {
    return new Trainer(this.core, config);
  }

  /** Does the product of an m x k and a k x n matrix so many times, and nothing with it: the kernel's own speed. */
  multiply(m: number, n: number, k: number, times: number): void {
    this.core.with((s, x) =>
      this.core.check(x.fm_multiply(
        m,
        n,
        k,
        s.put(new Float32Array(m * k).fill(0.5)),
        s.put(new Float32Array(k * n).fill(0.5)),
        s.alloc(4 * m * n),
        times,
      ))
    );
  }
}
