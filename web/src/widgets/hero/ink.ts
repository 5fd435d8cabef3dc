// A few drawings to begin with.
import type { Box, Ink } from '../../ui/ink';

export const box: Box = { x: 4.4, y: 2.2 };

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
