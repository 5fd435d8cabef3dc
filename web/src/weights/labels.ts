// The classes that a digit network is asked for, as a reader chooses them.
import { stages, type Solver } from '../engine/names';
import { noLabel } from '../engine/unet';
import { words } from '../ui/strings/digits';

const classes = Array.from({ length: 10 }, (_, i) => [String(i), String(i)] as const);
export const classOptions = [['any', words.classes.any], ...classes] as const;
export const labelOptions = [['turn', words.classes.turn], ...classes, ['any', words.classes.noLabel]] as const;
export type Label = (typeof labelOptions)[number][0];

export const labelsFor = (label: Label, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (label === 'turn' ? i % 10 : label === 'any' ? noLabel : Number(label)));

/** In words, for a number of digits. */
export const classWords = (label: Label): string => label === 'turn' ? words.classes.ofAll : label === 'any' ? words.classes.ofNone : words.classes.of(label);

/** Evaluations of the network an image takes. Guidance asks it twice. */
export const evaluations = (solver: Solver, steps: number, guidance: number, label: Label): number =>
  steps * stages[solver] * (guidance === 0 || guidance === 1 || label === 'any' ? 1 : 2);
