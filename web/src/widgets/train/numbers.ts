// The numbers of <fm-train>.
import type { LearnedSample } from '../../engine/runtime/protocol';
import type { LossHistory } from '../../plot/loss_chart';
import { fixed, thousands } from '../../ui/dom';
import type { Figure } from '../../ui/figure';
import { words } from '../../ui/strings/train';
import type { Values } from './settings';

const none = '–';

export class Numbers {
  private readonly read;

  constructor(figure: Figure<Values>) {
    this.read = {
      step: figure.readout(words.steps, 'step-count'),
      loss: figure.readout(words.loss, 'loss'),
      floor: figure.readout(words.floor, 'floor'),
      error: figure.readout(words.fieldError, 'field-error'),
      speed: figure.readout(words.speed, 'speed'),
      peak: figure.readout(words.peak, 'max-v'),
    };
  }

  clear(): void {
    for (const readout of Object.values(this.read)) readout.set(none);
  }
  run({ steps, ema }: LossHistory, stepsPerSecond: number): void {
    this.read.step.set(thousands(steps));
    this.read.loss.set(fixed(ema));
    this.read.speed.set(stepsPerSecond ? thousands(Math.round(stepsPerSecond)) : none);
  }
  floor(of: { mean: number; standardError: number }): void {
    this.read.floor.set(`${fixed(of.mean)} ± ${fixed(of.standardError)}`);
  }
  field({ largestSpeed, rms }: LearnedSample): void {
    this.read.peak.set(fixed(largestSpeed));
    this.read.error.set(fixed(rms));
  }
}
