// The places where a field is drawn.
import type { Floats } from './names';

/** The centres of bins x bins squares over [-halfWidth, halfWidth]^2, row by row from the lower left. */
export function centres(bins: number, halfWidth: number): Floats {
  const x = new Float32Array(2 * bins * bins), cell = (2 * halfWidth) / bins;
  for (let i = 0; i < bins * bins; i++) {
    x[2 * i] = ((i % bins) + 0.5) * cell - halfWidth;
    x[2 * i + 1] = (Math.floor(i / bins) + 0.5) * cell - halfWidth;
  }
  return x;
}
