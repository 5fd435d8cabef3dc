// How far a guess is from the truth, and that in words. What counts as near is the same for all predictions of a kind.
import type { Answer, Quality, Score } from '../../widgets/predict/question';
import { fixed } from '../../ui/dom';

const quality = (off: number, right: number, near: number): Quality => (off <= right ? 'right' : off <= near ? 'near' : 'off');

/** `way`: the length that a distance is compared with. */
export function pointScore({ truth }: Answer, guess: number[], way: number): Score {
  const off = Math.hypot(guess[0] - truth[0], guess[1] - truth[1]);
  return { quality: quality(off / way, 0.12, 0.3), sentence: `You are ${fixed(off)} away from it; the whole way was ${fixed(way)} long.` };
}

/** Half as long, as long, 2.3 times as long. */
export function lengthInWords(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.12) return 'the right length';
  if (Math.abs(ratio - 0.5) < 0.05) return 'half the length';
  if (Math.abs(ratio - 2) < 0.2) return 'twice the length';
  return ratio < 0.1 ? 'hardly any length' : `${fixed(ratio, 1)} times the length`;
}

export function arrowScore({ truth }: Answer, guess: number[]): Score {
  const [a, b] = [Math.hypot(...guess), Math.hypot(...truth)];
  const cosine = (guess[0] * truth[0] + guess[1] * truth[1]) / (a * b || 1);
  const degrees = Math.round((Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI);
  const off = Math.hypot(guess[0] - truth[0], guess[1] - truth[1]) / b;
  return { quality: quality(off, 0.25, 0.6), sentence: `${degrees} degrees off, ${lengthInWords(a / b)}.` };
}

/** On a plain scale: `scale` is the difference that counts as one. */
export function valueScore({ truth }: Answer, guess: number[], scale: number, digits = 2): Score {
  const off = guess[0] - truth[0],
    said = Math.abs(off) < 0.5 * 10 ** -digits ? '' : `; you said ${fixed(Math.abs(off), digits)} too ${off > 0 ? 'much' : 'little'}`;
  return { quality: quality(Math.abs(off) / scale, 0.15, 0.4), sentence: `It is ${fixed(truth[0], digits)}${said}.` };
}

/** On a logarithmic scale: by the factor between the two. */
export function factorScore({ truth }: Answer, guess: number[], digits = 1): Score {
  const factor = Math.max(guess[0] / truth[0], truth[0] / guess[0]);
  const said = factor < 1.05 ? 'just that' : `${fixed(factor, 1)} times too ${guess[0] > truth[0] ? 'much' : 'little'}`;
  return { quality: quality(Math.log(factor), Math.log(1.25), Math.log(2)), sentence: `It is ${fixed(truth[0], digits)}; you said ${said}.` };
}

export function choiceScore({ truth }: Answer, guess: number[], options: readonly string[]): Score {
  const hit = guess[0] === truth[0];
  return { quality: hit ? 'right' : 'off', sentence: `It is ${options[truth[0]]}${hit ? '' : `, not ${options[guess[0]]}`}.` };
}

/** Near: two neighbours are exchanged. */
export function orderScore({ truth }: Answer, guess: number[]): Score {
  const n = truth.length, places = guess.map((item) => truth.indexOf(item));
  const hits = places.filter((place, i) => place === i).length;
  const exchanged = places.reduce((sum, a, i) => sum + places.slice(i + 1).filter((b) => b < a).length, 0);
  return {
    quality: exchanged === 0 ? 'right' : exchanged === 1 ? 'near' : 'off',
    sentence: hits === n ? 'Every one is in its place.' : hits === 0 ? 'None is in its place.' : `${hits} of ${n} ${hits === 1 ? 'is' : 'are'} in place.`,
  };
}

/** `share` of a height: where it lies between bottom and top. */
export function curveScore({ truth }: Answer, guess: number[], share: (v: number) => number): Score {
  const mean = truth.reduce((sum, v, i) => sum + Math.abs(share(guess[i]) - share(v)), 0) / truth.length;
  return { quality: quality(mean, 0.06, 0.15), sentence: `On average you are ${Math.round(100 * mean)}% of the height away from it.` };
}
