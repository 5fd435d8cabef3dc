// Samples: particles that show the law. They are drawn from p_0 once and never dropped anew, so that where they gather is
// the density; their colour is that of x_t. For particles that show the field, see tracers.ts.
//
//   const states = field.solve('heun', grid, x0);               // (steps + 1) x n x 2
//   drawSamples(plane, { states, count: n, part: t }, colors);  // part: how far along the states, 0 .. 1
import { mix, type Palette } from './palette';
import type { Plane } from './plane';

export interface Samples {
  /** (steps + 1) x count x 2: what a solver hands out. */
  states: Float32Array;
  count: number;
  /** How far along the states, 0 to 1. */
  part: number;
  /** The colour's t, where it is not `part`. */
  t?: number;
  /** Side of a dot in CSS pixels. */
  size?: number;
  alpha?: number;
  /** Over how many states a trail reaches back; 0 for none. */
  trail?: number;
}

/** A trail's pieces; and how many samples have one: the first, as random as any. */
const fades = 3, trailed = 1600;

/** The places at a part of the way, between two states on the line from one to the other: count x 2. */
export function placesAt(states: Float32Array, count: number, part: number): Float32Array {
  const last = states.length / (2 * count) - 1, at = Math.max(0, Math.min(1, part)) * last;
  const k = Math.min(Math.max(0, last - 1), Math.floor(at)), share = at - k, from = 2 * count * k;
  if (share === 0 || last === 0) return states.subarray(from, from + 2 * count);
  const out = new Float32Array(2 * count);
  for (let i = 0; i < out.length; i++) {
    const x = states[from + i];
    out[i] = x + share * (states[from + 2 * count + i] - x);
  }
  return out;
}

export function drawSamples(plane: Plane, s: Samples, colors: Palette): void {
  const { ctx } = plane, { count, part, size = 2.4, alpha = 0.75, trail = 2 } = s, color = mix(colors.noise, colors.data, s.t ?? part);
  const steps = s.states.length / (2 * count) - 1, places = placesAt(s.states, count, part);
  // The trail in a few pieces, each fainter than the one before.
  for (let k = 0, head = places; k < fades && trail > 0 && part > 0; k++) {
    const tail = placesAt(s.states, count, part - ((k + 1) * trail) / (fades * steps));
    ctx.strokeStyle = color;
    ctx.lineWidth = 1;
    ctx.globalAlpha = alpha * 0.6 * (1 - k / fades);
    ctx.beginPath();
    for (let i = 0; i < 2 * Math.min(count, trailed); i += 2) {
      ctx.moveTo(plane.px(head[i]), plane.py(head[i + 1]));
      ctx.lineTo(plane.px(tail[i]), plane.py(tail[i + 1]));
    }
    ctx.stroke();
    head = tail;
  }
  ctx.fillStyle = color;
  ctx.globalAlpha = alpha;
  for (let i = 0; i < 2 * count; i += 2) ctx.fillRect(plane.px(places[i]) - size / 2, plane.py(places[i + 1]) - size / 2, size, size);
  ctx.globalAlpha = 1;
}
