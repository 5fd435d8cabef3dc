// <fm-latent>: digits that are sampled as latents of 196 numbers and decoded, and the same digits in pixels, step by step and by the
// clock.
import type { Floats } from '../../engine/names';
import { grey, pixels, type Grey } from '../../plot/digits';
import { choice, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as digits } from '../../ui/strings/digits';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/latent';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classWords, evaluations, labelOptions, labelsFor, type Label } from '../../weights/labels';
import type { Entry } from '../../weights/manifest';
import { measuredNear } from '../../weights/quality';
import { Run } from '../../weights/run';
import { Desk } from '../../weights/studio';
import { count, drawRows, latentNumbers, type Scene } from './scene';

const stepCounts = [5, 10, 20, 50], solver = 'euler';
const clock = (seconds: number) => (seconds < 1 ? digits.milliseconds(Math.max(1, Math.round(1000 * seconds))) : digits.seconds(fixed(seconds)));

interface Values extends Record<string, number | string | boolean> {
  t: number;
  seed: number;
  label: Label;
  guidance: number;
  steps: number;
}
/** What there is of a run after each step: where the latents are, and what is expected, as pictures. */
interface Way {
  steps: number;
  latents: Floats[];
  decoded: Grey[];
  pixels: Grey[];
}

class LatentElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'latent', words.label, { t: 1, seed: 1, label: 'turn', guidance: 1.5, steps: 20 }, {
    t: within(0, 1),
    seed: wholeWithin(0, 4294967295),
    label: oneOf(keys(labelOptions)),
    guidance: within(0, 6),
    steps: (v: number) => stepCounts.includes(v),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private way: Way = { steps: 20, latents: [], decoded: [], pixels: [] };
  private readonly scene: Scene = { t: 1, latents: null, decoded: null, pixels: null };
  private readonly sheet = new Sheet((ctx, w, h) => drawRows(ctx, w, h, this.scene));
  private readonly read = {
    latent: this.figure.readout(words.latentTime, 'latent-time'),
    pixel: this.figure.readout(words.pixelTime, 'pixel-time'),
    quality: this.figure.readout(words.quality, 'quality'),
  };
  private readonly bar = this.figure.time('t', () => this.show(), { loop: false, format: (t) => fixed(this.step(t) / this.way.steps) });
  private readonly run = new Run(() => this.sample());

  connectedCallback(): void {
    const f = this.figure, again = () => this.sample();
    this.classList.add('wide');
    f.view(this.sheet, 'grid');
    f.nextSeed('seed', words.noise, again);
    f.control('label', (b) => choice({ ...b, label: common.class, options: labelOptions }), again);
    f.control('guidance', (b) => slider({ ...b, label: words.guidance, min: 0, max: 6, step: 0.25, format: (v) => fixed(v) }), again);
    f.control('steps', (b) => pick({ ...b, label: common.solverSteps, values: stepCounts }), again);
    f.follow('seed', again);
    f.mount(again, { sight: (visible) => this.run.sight(visible), wake: again });
  }

  disconnectedCallback(): void {
    this.run.cancel();
    this.figure.dispose();
  }

  private step(t: number): number {
    const reached = Math.max(0, this.way.decoded.length - 1, this.way.pixels.length - 1);
    return Math.min(Math.round(t * this.way.steps), reached);
  }

  private sample(): void {
    this.run.cancel();
    this.sampleNow();
  }
  private readonly sampleNow = this.figure.latest(async () => {
    const f = this.figure, { seed, label, guidance, steps } = f.values, desk = this.desk(), { pool } = desk;
    const loading = (share: number) => f.busy(share), latent = await desk.open('latent', loading), small = await desk.open('small', loading);
    f.say('');
    f.stale(true);
    this.tellQuality(latent, small);
    for (const time of [this.read.latent, this.read.pixel]) time.set('–');
    const way: Way = { steps, latents: [], decoded: [], pixels: [] };
    this.way = way;
    /** One of the two runs; `keep` gets what there is after each step, and how long the steps took is told. */
    const run = async (entry: Entry, numbers: number, from: number, keep: (step: number, x: Floats, belief: Floats) => void): Promise<number> => {
      const x0 = await pool.run('noise', { seed, count, numbers }), start = performance.now();
      if (numbers === latentNumbers) way.latents[0] = x0;
      await this.run.sample(pool, { network: entry.sha256, labels: labelsFor(label, count), solver, steps, guidance, x0 }, (step, x, belief) => {
        keep(step, x, belief);
        f.busy(from + step / steps / 2);
      });
      return (performance.now() - start) / 1000;
    };
    const beliefs: Floats[] = [];
    let seconds = await run(latent, latentNumbers, 0, (step, x, belief) => {
      beliefs[step - 1] = belief;
      beliefs[step] = way.latents[step] = x;
    });
    // What is decoded at the end belongs to the sampling; what is decoded on the way is for this picture.
    const decode = (latents: Floats) => pool.run('decode', { network: latent.sha256, latents }, latent.sha256);
    const start = performance.now();
    way.decoded[steps] = grey(await decode(beliefs[steps]));
    seconds += (performance.now() - start) / 1000;
    this.read.latent.set(clock(seconds));
    for (let step = 0; step < steps; step++) way.decoded[step] = grey(await decode(beliefs[step]));
    this.show();
    this.read.pixel.set(clock(await run(small, pixels, 0.5, (step, x, belief) => {
      way.pixels[step - 1] = grey(belief);
      way.pixels[step] = grey(x);
    })));
    f.busy(null);
    f.stale(false);
    this.show();
  });

  /** Each at the number of evaluations that was measured next to this one. */
  private tellQuality(latent: Entry, small: Entry): void {
    const { label, guidance, steps } = this.figure.values, asked = evaluations(solver, steps, guidance, label);
    const [a, b] = [latent, small].map((entry) => measuredNear(entry.quality, label, guidance, asked)).map((
      m,
    ) => (m ? fixed(m.times_floor, 1) : words.unknown));
    this.read.quality.set(words.qualities(a, b));
  }

  private show(): void {
    const { way } = this, step = this.step(this.figure.values.t), t = step / way.steps;
    Object.assign(this.scene, { t, latents: way.latents[step] ?? null, decoded: way.decoded[step] ?? null, pixels: way.pixels[step] ?? null });
    // While it runs the bar says how far it is; a reader who has moved it keeps his time.
    if (!this.bar.playing) this.bar.set(this.figure.values.t === 1 ? t : this.figure.values.t);
    this.figure.describe(this.sheet.canvas, words.picture(count, classWords(this.figure.values.label), fixed(t)));
    this.sheet.invalidate();
  }
}

customElements.define('fm-latent', LatentElement);
