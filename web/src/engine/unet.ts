// The digit network. Arguments and results as in wasm/api.h, section "digits".
import type { Core } from './runtime/core';
import type { DigitsExports } from './generated/api';
import { networkLayers, numberOf, solvers, type Floats, type NetworkLayer, type Solver } from './names';

export const pixels = 784;
export const noLabel = 10;

/** Where images are after a step, and the data that the network expected before it. */
export interface Moved {
  x: Floats;
  belief: Floats;
}

/** What a layer puts out: channels of side x side numbers; `block`: with FiLM. */
export interface LayerShape {
  layer: NetworkLayer;
  channels: number;
  side: number;
  block: boolean;
}
/** What a layer made of one image: a channel after the other; of a block its scale and shift of each channel too. */
export interface Layer extends LayerShape {
  values: Floats;
  scales: Floats;
  shifts: Floats;
}
/** A channel that is put to 0. */
export interface Off {
  layer: NetworkLayer;
  channel: number;
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

  /** Numbers of one image: 784, of latents 4 x 7 x 7. */
  get numbers(): number {
    return this.core.check(this.core.x.fm_unet_numbers(this.handle));
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

  /** Latents to digits, by the decoder of a flow of latents. */
  decode(latents: Floats): Floats {
    const count = latents.length / this.numbers;
    return this.core.filled(pixels * count, (images, m) => this.core.x.fm_unet_decode(this.handle, count, m.put(latents), images));
  }

  /** The layers that this network has, in their order. */
  shapes(): LayerShape[] {
    return this.core.with((m, x) => {
      const p = m.alloc(4 * 3 * networkLayers.length);
      this.core.check(x.fm_unet_shapes(this.handle, p));
      const shapes = m.ints(p, 3 * networkLayers.length);
      return networkLayers.map((layer, k) => ({ layer, channels: shapes[3 * k], side: shapes[3 * k + 1], block: shapes[3 * k + 2] === 1 }))
        .filter((shape) => shape.channels > 0);
    });
  }

  /** What every layer makes of one image at time t, with a channel off, and the data that the network then expects. */
  layers(image: Floats, t: number, label: number, off: Off | null): { layers: Layer[]; belief: Floats } {
    const shapes = this.shapes(), sizes = shapes.map((s) => s.channels * (s.side * s.side + (s.block ? 2 : 0)));
    return this.core.with((m, x) => {
      const out = m.alloc(4 * sizes.reduce((a, b) => a + b)), belief = m.alloc(4 * image.length);
      const of = off ? numberOf(networkLayers, off.layer) : -1;
      this.core.check(x.fm_unet_layers(this.handle, m.put(image, this.numbers), t, label, of, off?.channel ?? 0, out, belief));
      let at = out;
      const take = (n: number) => m.floats((at += 4 * n) - 4 * n, n);
      const layers = shapes.map((s) => {
        const films = s.block ? s.channels : 0;
        return { ...s, values: take(s.channels * s.side * s.side), scales: take(films), shifts: take(films) };
      });
      return { layers, belief: m.floats(belief, image.length) };
    });
  }

  /** How far what the network expects is off, a pixel, when one channel of a layer is put to 0: a number a channel. */
  effects(image: Floats, t: number, label: number, layer: NetworkLayer): Floats {
    const { channels } = this.shapes().find((s) => s.layer === layer) ?? { channels: 1 };
    return this.core.filled(channels,
      (out, m) => this.core.x.fm_unet_effects(this.handle, m.put(image, this.numbers), t, label, numberOf(networkLayers, layer), out));
  }

  dispose(): void {
    this.core.x.fm_unet_destroy(this.handle);
    this.handle = 0;
  }
}
