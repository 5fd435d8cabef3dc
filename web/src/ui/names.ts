// Choices with what they are called in front of a reader.
import type { Distribution, Solver } from '../engine/names';
import { words } from './strings/names';

type Options<T extends string> = readonly (readonly [T, string])[];

/** What a table of strings lists, in its order. */
export const rows = <T extends string>(table: Readonly<Record<T, string>>): Options<T> => Object.entries(table) as [T, string][];
const distributions = (...of: (keyof typeof words.distributions)[]): Options<Distribution> => of.map((d) => [d, words.distributions[d]]);
const called: Partial<Record<Solver, string>> = words.solvers;
export const solverName = (solver: Solver): string => called[solver] ?? solver;
export const solversOf = (...of: Solver[]): Options<Solver> => of.map((s) => [s, solverName(s)]);

export const dataOptions = distributions('moons', 'eight-gaussians', 'ring', 'checkerboard');
/** Those with a density in closed form, so that the exact field is known. */
export const sourceOptions = distributions('gaussian', 'uniform', 'eight-gaussians');
export const solverOptions = solversOf('euler', 'midpoint', 'heun', 'rk4');
export const keys = <T extends string>(options: Options<T>): T[] => options.map(([key]) => key);
export const nameOf = <T extends string>(options: Options<T>, key: T): string => options.find(([k]) => k === key)?.[1] ?? key;
