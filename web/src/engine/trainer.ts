// Networks in training. Arguments and results as in wasm/api.h, section "networks in training".
import { packStruct, type Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import { Field } from './field';
import { Fields } from './fields';
import { activations, distributions, independent, numberOf, timeSamplings, trainerOptions, uniformTimes, type Coupling, type Distribution, type Floats,
  type Ints, type Schedule, type Solver, type TimeSampler } from './names';
import { packSchedule } from './paths';
import { packCoupling } from './transport';

export interface TrainerConfig {
  points: Floats;
  source: Distribution;
  schedule: Schedule;
  hidden: number[];
  activation: (typeof activations)[number];
  timeFeatures: number;
  batch: number;
  learningRate: number;
  seed: number;
  /** The noise of each point: the pairs of reflow, drawn from `source`. */
  x0?: Floats;
  /** Points that are the source instead: a picture's, say. */
  base?: Floats;
  labels?: Ints;
  classes?: number;
  /** Dense layers that read t, each timeFeatures wide; 0: sines and cosines. */
  timeLayers?: number;
  labelDrop?: number;
  coupling?: Coupling;
  times?: TimeSampler;
  importance?: boolean;
  residual?: boolean;
  weightDecay?: number;
  /** Longer gradients are cut to it; 0: none is. */
  maxNorm?: number;
  /** Of the averaged weights; 0: none are kept. */
  emaDecay?: number;
}

function options(c: TrainerConfig): Uint8Array {
  const times = c.times ?? uniformTimes, [schedule, scheduleParameter] = packSchedule(c.schedule);
  const [coupling, regularisation] = packCoupling(c.coupling ?? independent);
  return packStruct(trainerOptions, {
    source: numberOf(distributions, c.source),
    schedule,
    scheduleParameter,
    coupling,
    regularisation,
    times: numberOf(timeSamplings, times.kind),
    timesLocation: times.location,
    timesScale: times.scale,
    importance: Number(c.importance ?? false),
    activation: numberOf(activations, c.activation),
    residual: Number(c.residual ?? false),
    timeFeatures: c.timeFeatures,
    timeLayers: c.timeLayers ?? 0,
    classes: c.classes ?? 0,
    labelDrop: c.labelDrop ?? 0.1,
    batch: c.batch,
    learningRate: c.learningRate,
    weightDecay: c.weightDecay ?? 0,
    maxNorm: c.maxNorm ?? 0,
    emaDecay: c.emaDecay ?? 0,
    seed: c.seed,
  });
}

/** A velocity network in training. Call dispose() when done. */
export class Trainer {
  private handle: number;
  private readonly plain: Field;

  constructor(private readonly core: Core<EngineExports>, c: TrainerConfig) {
    this.handle = core.created(core.with((m, x) =>
      x.fm_trainer_create(
        c.points.length / 2,
        m.put(c.points),
        m.put(c.x0 ?? null, c.points.length),
        m.put(c.labels ?? null, c.points.length / 2),
        (c.base?.length ?? 0) / 2,
        m.put(c.base ?? null),
        c.hidden.length,
        m.put(Int32Array.from(c.hidden)),
        m.put(options(c)),
      )
    ));
    this.plain = this.field();
  }

  /** Its learned field, for a class (-1: none). Dispose of it before the trainer. */
  field(label = -1, guidance = 1): Field {
    return new Field(this.core, this.core.x.fm_field_of_trainer(this.handle, label, guidance));
  }

  get steps(): number {
    return this.core.x.fm_trainer_steps(this.handle);
  }

  /** Batches that Sinkhorn could not finish in its iterations. */
  get unfinished(): number {
    return this.core.x.fm_trainer_unfinished(this.handle);
  }

  setLearningRate(rate: number): void {
    this.core.check(this.core.x.fm_trainer_set_learning_rate(this.handle, rate));
  }

  /** The losses of up to `steps` updates; fewer than asked when training diverged and was taken back. */
  run(steps: number): Floats {
    return this.core.with((m, x) => {
      const losses = m.alloc(4 * steps);
      return m.floats(losses, this.core.check(x.fm_trainer_run(this.handle, steps, losses)));
    });
  }

  /** One layer as it is trained: inputs x outputs weights, outputs biases. */
  layer(index: number, inputs: number, outputs: number): { weights: Floats; bias: Floats } {
    return this.core.with((m, x) => {
      const [weights, bias] = [m.alloc(4 * inputs * outputs), m.alloc(4 * outputs)];
      this.core.check(x.fm_trainer_layer(this.handle, index, inputs, outputs, weights, bias));
      return { weights: m.floats(weights, inputs * outputs), bias: m.floats(bias, outputs) };
    });
  }

  /** The network as a safetensors file, by the weights that velocities are read from. */
  file(): Uint8Array<ArrayBuffer> {
    return this.core.with((m, x) => {
      const size = this.core.check(x.fm_trainer_file(this.handle, 0, 0)), bytes = m.alloc(size);
      this.core.check(x.fm_trainer_file(this.handle, size, bytes));
      return m.bytes(bytes, size);
    });
  }

  velocity(places: Floats, t: number): Floats {
    return this.plain.velocity(places, t);
  }

  /** (steps + 1) x n x 2, from noise to data: where each particle is after each of equal steps, its start first. */
  solve(solver: Solver, steps: number, x0: Floats): Floats {
    return this.plain.solve(solver, new Fields(this.core).grid(0, 1, steps), x0);
  }

  dispose(): void {
    this.plain.dispose();
    this.core.x.fm_trainer_destroy(this.handle);
    this.handle = 0;
  }
}
