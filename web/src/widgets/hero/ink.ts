// What is drawn: strokes in the plane, as text for a link, and a few to begin with.

/** Strokes of x, y, x, y, .. inside the box. */
export type Ink = number[][];
export const box = { x: 4.4, y: 2.2 };

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const most = { strokes: 24, points: 400 };
const clamp = (v: number, to: number) => Math.max(-to, Math.min(to, v));
const level = (v: number, to: number) => Math.round(((clamp(v, to) / to + 1) / 2) * (letters.length ** 2 - 1));
const digits = (n: number) => letters[Math.floor(n / letters.length)] + letters[n % letters.length];

/** Two letters a number; strokes are parted by a dot. */
export const inkToText = (ink: Ink): string => ink.map((s) => s.map((v, i) => digits(level(v, i % 2 ? box.y : box.x))).join('')).join('.');

/** null for a text that is no drawing, or one too large for a link. */
export function inkFromText(text: string): Ink | null {
  const ink = text.split('.').map((s) => {
    const out: number[] = [];
    for (let i = 0; i + 1 < s.length; i += 2) {
      const high = letters.indexOf(s[i]), low = letters.indexOf(s[i + 1]), to = (i / 2) % 2 ? box.y : box.x;
      if (high < 0 || low < 0) return [];
      out.push(((high * letters.length + low) / (letters.length ** 2 - 1)) * 2 * to - to);
    }
    return s.length % 4 === 0 ? out : [];
  });
  const points = ink.reduce((n, s) => n + s.length / 2, 0);
  return ink.length <= most.strokes && points <= most.points && ink.every((s) => s.length >= 4) ? ink : null;
}

/** Fewer points, so that a drawing fits into a link: those a step apart, and the last. */
export function thinned(ink: Ink): Ink {
  const total = ink.reduce((n, s) => n + s.length / 2, 0), step = Math.max(0.12, (0.12 * total) / most.points);
  const thin = (s: number[]): number[] => {
    const out = [s[0], s[1]];
    for (let i = 2; i < s.length; i += 2)
      if (i === s.length - 2 || Math.hypot(s[i] - out.at(-2)!, s[i + 1] - out.at(-1)!) >= step) out.push(s[i], s[i + 1]);
    return out.length >= 4 ? out : [s[0], s[1], s[0] + 0.05, s[1]]; // a dot is a short line
  };
  return ink.slice(0, most.strokes).map(thin);
}

const curve = (n: number, at: (u: number) => [number, number]) => Array.from({ length: n + 1 }, (_, i) => at(i / n)).flat();

export const drawings = {
  spiral: [curve(60, (u) => [2.1 * u * Math.cos(14 * u), 2.1 * u * Math.sin(14 * u)])],
  heart: [curve(48, (u) => {
    const a = 2 * Math.PI * u;
    return [2.1 * Math.sin(a) ** 3, 1.7 * Math.cos(a) - 0.65 * Math.cos(2 * a) - 0.25 * Math.cos(3 * a) - 0.1 * Math.cos(4 * a)];
  })],
  waves: [-1.2, 0, 1.2].map((y) => curve(40, (u) => [-4 + 8 * u, y + 0.45 * Math.sin(4 * Math.PI * u + y)])),
} satisfies Record<string, Ink>;
export type DrawingName = keyof typeof drawings;
