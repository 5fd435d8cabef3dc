// What a sampling has come to: where all images are after each step, and what the network expected of them there.
import type { Floats } from '../engine/names';
import { grey, type Frame, type Grey } from '../plot/digits';

/** The mean size of a pixel above which what came out is no picture: in pictures every pixel lies in [-1, 1]. */
const outOfHand = 2;

export class Frames {
  private readonly places: Grey[];
  private readonly beliefs: Grey[] = [];
  /** In words, when what came out are no pictures. */
  fault: string | null = null;

  constructor(x0: Floats, readonly steps: number) {
    this.places = [grey(x0)];
  }

  /** Of all images, in the order of the steps, from 1. */
  add(step: number, x: Floats, belief: Floats): void {
    this.beliefs[step - 1] = grey(belief);
    this.places[step] = grey(x);
    if (step < this.steps) return;
    this.beliefs[step] = this.places[step]; // at t = 1 nothing is left to expect
    let sum = 0;
    for (const v of x) sum += Math.abs(v);
    if (!(sum / x.length < outOfHand)) this.fault = 'What came out are no pictures: the numbers of this network run out of hand.';
  }

  /** The step that all images have reached and that the network was asked at. */
  get last(): number {
    return Math.max(0, this.beliefs.length - 1);
  }
  get done(): boolean {
    return this.last === this.steps;
  }

  /** The step next to a time, as far as it has come. */
  at(t: number): Frame {
    const step = Math.min(Math.round(t * this.steps), this.last);
    return { t: step / this.steps, x: this.places[step], belief: this.beliefs[step] ?? null };
  }
}
