// The course's colours, read from the style sheet: noise, data, velocity and error keep theirs everywhere.
export interface Palette {
  ink: string;
  muted: string;
  line: string;
  card: string;
  noise: string;
  data: string;
  between: string;
  velocity: string;
  exact: string;
  error: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read('ink'),
    muted: read('muted'),
    line: read('line'),
    card: read('card'),
    noise: read('noise'),
    data: read('data'),
    between: read('between'),
    velocity: read('velocity'),
    exact: read('exact'),
    error: read('error'),
  };
}

export type Rgb = readonly [number, number, number];

/** '#rrggbb' as three numbers from 0 to 255. The tokens are written that way. */
export function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`the colour '${hex}' is not written as #rrggbb: see styles/tokens.css`);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

const toLight = (v: number) => (v <= 10.31475 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4);
const fromLight = (v: number) => 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

/** Between a and b, in Oklab (Ottosson 2020): equal steps of t look equal. mix(noise, data, t) is the colour of x_t. */
export function mix(a: string, b: string, t: number): string {
  const lab = (hex: string) => {
    const [r, g, b_] = rgb(hex).map(toLight);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b_);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b_);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b_);
    return [l, m, s];
  };
  // Oklab's last step is linear, so that its mean is the mean of these.
  const from = lab(a), to = lab(b), [l, m, s] = from.map((v, i) => (v + Math.max(0, Math.min(1, t)) * (to[i] - v)) ** 3);
  return `#${
    [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ].map((v) => Math.round(Math.max(0, Math.min(255, fromLight(v)))).toString(16).padStart(2, '0')).join('')
  }`;
}

/** n colours from a to b, both included. */
export const ramp = (a: string, b: string, n: number): string[] => Array.from({ length: n }, (_, i) => mix(a, b, i / (n - 1)));
