// What the distributions and solvers are called in front of a reader.
import type { Distribution, Solver } from '../engine/names';

export const dataOptions: readonly (readonly [Distribution, string])[] = [
  ['moons', 'two moons'], ['eight-gaussians', 'eight Gaussians'], ['ring', 'ring of Gaussians'], ['checkerboard', 'checkerboard'],
];
/** Those with a density in closed form, so that the exact field is known. */
export const sourceOptions: readonly (readonly [Distribution, string])[] = [
  ['gaussian', 'Gaussian'], ['uniform', 'uniform square'], ['eight-gaussians', 'eight Gaussians'],
];
export const solverOptions: readonly (readonly [Solver, string])[] = [
  ['euler', 'Euler'], ['midpoint', 'midpoint'], ['heun', 'Heun'], ['rk4', 'RK4'],
];
export const keys = <T extends string>(options: readonly (readonly [T, string])[]): T[] => options.map(([key]) => key);
export const nameOf = <T extends string>(options: readonly (readonly [T, string])[], key: T): string =>
  options.find(([k]) => k === key)?.[1] ?? key;
