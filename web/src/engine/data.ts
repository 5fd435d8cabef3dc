// Where points come from. Arguments and results as in wasm/api.h, section "data".
import type { Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import { packMixture } from './runtime/core';
import { distributions, numberOf, type Distribution, type Doubles, type Floats, type Gaussian, type Ints } from './names';

export interface Labelled {
  points: Floats;
  labels: Ints;
}

export class Data {
  constructor(private readonly core: Core<EngineExports>) {}

  sample(kind: Distribution, n: number, seed: number, stream = 0): Floats {
    return this.core.filled(2 * n, (out) => this.core.x.fm_sample(numberOf(distributions, kind), n, seed, stream, out, 0));
  }

  /** The same points, each with its class. */
  labelled(kind: Distribution, n: number, seed: number, stream = 0): Labelled {
    return this.core.with((m, x) => {
      const [out, labels] = [m.alloc(8 * n), m.alloc(4 * n)];
      this.core.check(x.fm_sample(numberOf(distributions, kind), n, seed, stream, out, labels));
      return { points: m.floats(out, 2 * n), labels: m.ints(labels, n) };
    });
  }

  classes(kind: Distribution): number {
    return this.core.check(this.core.x.fm_classes(numberOf(distributions, kind)));
  }

  mixture(components: Gaussian[], n: number, seed: number, stream = 0): Floats {
    return this.core.filled(2 * n, (out, m) =>
      this.core.x.fm_sample_mixture(
        components.length,
        m.put(packMixture(components)),
        n,
        seed,
        stream,
        out,
      ));
  }

  /** The one with the mean and the covariance of points. */
  fitGaussian(points: Floats): Gaussian {
    return this.core.with((m, x) => {
      const out = m.alloc(48);
      this.core.check(x.fm_fit_gaussian(points.length / 2, m.put(points), out));
      const [weight, mx, my, xx, xy, yy] = m.doubles(out, 6);
      return { weight, mean: [mx, my], covariance: [xx, xy, yy] };
    });
  }

  /** Points of a picture, as likely as it is dark: `darkness` row by row from the top. */
  picture(width: number, darkness: Floats, halfWidth: number, n: number, seed: number, stream = 0): Floats {
    return this.core.filled(2 * n, (out, m) =>
      this.core.x.fm_sample_picture(
        width,
        Math.floor(darkness.length / width),
        m.put(darkness, width * Math.floor(darkness.length / width)),
        halfWidth,
        n,
        seed,
        stream,
        out,
      ));
  }

  /** Points along strokes, each a list of x, y, x, y, .. */
  drawing(strokes: number[][], blur: number, n: number, seed: number, stream = 0): Floats {
    const points = Float32Array.from(strokes.flat());
    let end = 0;
    const ends = Int32Array.from(strokes.map((s) => (end += s.length / 2)));
    return this.core.filled(2 * n, (out, m) =>
      this.core.x.fm_sample_drawing(
        points.length / 2,
        m.put(points),
        ends.length,
        m.put(ends),
        blur,
        n,
        seed,
        stream,
        out,
      ));
  }

  /** log p and its gradient at places; an error where no closed form is known. */
  logDensity(of: Distribution | Gaussian[], places: Floats): { logP: Doubles; score: Doubles } {
    const n = places.length / 2;
    return this.core.with((m, x) => {
      const [logP, score] = [m.alloc(8 * n), m.alloc(16 * n)];
      this.core.check(typeof of === 'string'
        ? x.fm_log_density(numberOf(distributions, of), n, m.put(places), logP, score)
        : x.fm_log_density_mixture(of.length, m.put(packMixture(of)), n, m.put(places), logP, score));
      return { logP: m.doubles(logP, n), score: m.doubles(score, 2 * n) };
    });
  }

  /** log p of a picture at places, -Infinity on white. */
  pictureLogDensity(width: number, darkness: Floats, halfWidth: number, places: Floats): Doubles {
    const n = places.length / 2, height = Math.floor(darkness.length / width);
    return this.core.with((m, x) => {
      const logP = m.alloc(8 * n);
      this.core.check(x.fm_log_density_picture(
        width,
        height,
        m.put(darkness, width * height),
        halfWidth,
        n,
        m.put(places),
        logP,
      ));
      return m.doubles(logP, n);
    });
  }
}
