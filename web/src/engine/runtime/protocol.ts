// What the page asks of a worker, and what it gets: each kind with its payload, its progress and its
// result, bound together here and nowhere else.
//   page -> worker   {id, kind, payload} | {id, cancel: true}
//   worker -> page   {started} once; {id, progress}*, then {id, result}, {id, error}, {id, cancelled} or {id, lost} (the
//                    worker too) once
import type { FieldSample } from '../field';
import type { Reading } from '../classifier';
import type { Bins, Posterior } from '../fields';
import type { Distribution, Floats, NetworkLayer, Solver } from '../names';
import type { Path } from '../paths';
import type { Streamlines } from '../picture';
import type { TrainerConfig } from '../trainer';
import type { Pairs } from '../transport';
import type { Layer, Off } from '../unet';

/** The 2-D problem: a data set drawn once, the source, and what is left of the noise. */
export interface Problem {
  data: Distribution;
  source: Distribution;
  sigmaMin: number;
  seed: number;
  points: number;
}

/** The centres of bins x bins squares over [-halfWidth, halfWidth]^2. */
export interface Squares {
  bins: number;
  halfWidth: number;
}
/** The exact field at such places, the density beside its largest value, and how clearly to show each. */
export interface ExactSample extends FieldSample {
  places: Floats;
  density: Floats;
  shown: Floats;
}
/** The learned one there: how far it is from the exact one, at each place and weighted by p_t, and its largest speed where data passes. */
export interface LearnedSample {
  u: Floats;
  error: Floats;
  rms: number;
  largestSpeed: number;
}
/** nodes x nodes places over [-halfWidth, halfWidth]^2, its edges included. */
export interface Lattice {
  nodes: number;
  halfWidth: number;
}
/** The lines along a field at one time, and how clearly to show each node of the lattice that it was asked at. */
export interface FieldLines extends Streamlines, Lattice {
  shown: Floats;
}

/** Of engine_worker.ts. */
export interface PlaneJobs {
  /** Pairs at time t and their average; on request the exact field, and how far the average is from it (NaN). */
  targets: {
    payload: { problem: Problem; pairs: number; t: number; exact: boolean } & Squares;
    progress: never;
    result: Pairs & { points: Floats; path: Path; places: Floats; binned: Bins; exact: ExactSample | null; difference: number };
  };
  posterior: {
    payload: { problem: Problem; t: number; x: number; y: number };
    progress: never;
    result: Posterior & { points: Floats };
  };
  exactField: { payload: { problem: Problem; t: number } & Squares; progress: never; result: ExactSample };
  floor: {
    payload: { problem: Problem; samples: number };
    progress: never;
    result: { mean: number; standardError: number };
  };
  open: {
    payload: { problem: Problem; network: Omit<TrainerConfig, 'points' | 'source' | 'schedule'> };
    progress: never;
    result: { points: Floats };
  };
  /** Trains until `steps` updates are done, or until cancelled. */
  train: {
    payload: { steps: number; learningRate: number };
    progress: TrainProgress;
    result: TrainProgress & { diverged: boolean };
  };
  learnedField: { payload: { t: number; exact: ExactSample }; progress: never; result: LearnedSample };
  /** As safetensors. */
  networkFile: { payload: Record<string, never>; progress: never; result: Uint8Array<ArrayBuffer> };
  learnedVelocity: { payload: { t: number } & Lattice; progress: never; result: Floats };
  /** Of these velocities at the nodes, or else of the exact field. */
  streamlines: { payload: { problem: Problem; t: number; velocities: Floats | null; separation: number } & Lattice; progress: never; result: FieldLines };
  particles: {
    payload: { source: Distribution; count: number; seed: number; solver: Solver; steps: number };
    progress: never;
    result: Floats;
  };
}

/** Of digits_worker.ts. */
export interface DigitJobs {
  /** Keeps a network, or one that reads digits, under a key that is of these bytes alone. `off`: the largest difference from what its trainer noted, where it noted something. */
  loadNetwork: {
    payload: { key: string; bytes: Uint8Array<ArrayBuffer>; parity: Parity | null; reads: boolean };
    progress: never;
    result: { base: number; off: number };
  };
  /** One step of a few images from t to t + h, and the data that the network expected at t. */
  step: {
    payload: Omit<DigitsJob, 'x0' | 'steps' | 'backward'> & { x: Floats; t: number; h: number };
    progress: never;
    result: { x: Floats; belief: Floats };
  };
  /** `numbers`: of an image. */
  noise: { payload: { seed: number; count: number; numbers: number }; progress: never; result: Floats };
  morph: {
    payload: { seedA: number; seedB: number; count: number; normalised: boolean };
    progress: never;
    result: Floats;
  };
  /** Mixtures of the first four noises of a seed, which stand at the corners of a square, row by row from its upper left; their
   *  variance is kept. places: count x 2, from 0 to 1 to the right and down. */
  square: { payload: { seed: number; places: Floats }; progress: never; result: Floats };
  /** Latents to digits. */
  decode: { payload: { network: string; latents: Floats }; progress: never; result: Floats };
  /** What every layer makes of one image, and what the network expects of it there: as it is, and with a channel off. */
  layers: {
    payload: { network: string; x: Floats; t: number; label: number; off: Off | null };
    progress: never;
    result: { layers: Layer[]; belief: Floats; without: Floats | null };
  };
  /** How far what the network expects of one image is off when a channel of a layer is off, for each of them. */
  effects: { payload: { network: string; x: Floats; t: number; label: number; layer: NetworkLayer }; progress: never; result: Floats };
  /** What images are read as, and how far apart those of one label lie. */
  read: { payload: { classifier: string; images: Floats; labels: number[] }; progress: never; result: Reading & { spread: number } };
}

/** The losses since the last report; `step` counts them all; `seconds` is the time spent on them. */
export interface TrainProgress {
  step: number;
  losses: Floats;
  seconds: number;
}

/** One image an entry of `labels`; x0 holds their noise; `network` is the key that it was loaded under. */
export interface DigitsJob {
  network: string;
  x0: Floats;
  labels: number[];
  solver: Solver;
  steps: number;
  guidance: number;
  /** From t = 1 to t = 0: from images to the noise that they come from. */
  backward?: boolean;
}

/** What a network answers to noise of one seed, an image for each of its times, as its trainer noted it. */
export interface Parity {
  seed: number;
  t: number[];
  label: number[];
  velocity: number[];
  tolerance: number;
  /** Of a flow of latents: what its decoder makes of the noise. */
  decoded?: number[];
}

/** A table of jobs. */
export type Table<J> = { [K in keyof J]: { payload: unknown; progress: unknown; result: unknown } };
export type Reply =
  | { started: true }
  | { id: number; progress: unknown }
  | { id: number; result: unknown }
  | { id: number; error: string }
  | { id: number; cancelled: true }
  | { id: number; lost: string };

/** What a job that was cancelled ends with, on both sides. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
  }
}
